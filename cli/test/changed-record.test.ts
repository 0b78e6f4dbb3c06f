import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, refusal, Workplace } from './support.js';

const ENTRY = 'rowid = (SELECT rowid FROM entries ORDER BY rowid LIMIT 1 OFFSET 7)';
const NEWEST = '(SELECT cycle_id FROM cycles ORDER BY slot_ms DESC LIMIT 1)';

/** Records that somebody changed by hand: found, named, exit code 1. */
describe.runIf(BUILT)('cream verify --all', () => {
  const place = new Workplace();
  beforeAll(() => {
    expect(place.cream('backtest', '--from', '2015-06-01', '--to', '2015-06-10', '--data-dir', 'good').code).toBe(0);
  });
  afterAll(() => place.remove());

  /** A copy of the good records with changes made to one database. */
  function changed(name: string, database: string, ...statements: string[]): string {
    cpSync(join(place.path, 'good'), join(place.path, name), { recursive: true });
    const handle = new DatabaseSync(join(place.path, name, `${database}.db`));
    for (const sql of statements) expect(handle.prepare(sql).run().changes).toBeGreaterThan(0);
    handle.close();
    return name;
  }

  it('finds nothing in records as they were written', () => {
    const { code, stdout } = place.cream('verify', '--all', '--data-dir', 'good', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verified: true, cycles: 8, findings: [] });
    expect(code).toBe(0);
  });

  it.each([
    [
      'a byte of an entry',
      [`UPDATE entries SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE ${ENTRY}`],
      'CHAIN_BROKEN',
    ],
    ['the time of an entry', [`UPDATE entries SET time_ms = time_ms + 1 WHERE ${ENTRY}`], 'CHAIN_BROKEN'],
    ['the kind of an entry', [`UPDATE entries SET kind = 99 WHERE ${ENTRY}`], 'UNREADABLE'],
    ['an entry taken away', [`DELETE FROM entries WHERE ${ENTRY}`], 'CHAIN_BROKEN'],
    ['an entry given to somebody else', [`UPDATE entries SET account_id = 'x' WHERE ${ENTRY}`], 'CHAIN_BROKEN'],
    ['a content hash', [`UPDATE entries SET content_hash = x'00' WHERE ${ENTRY}`], 'CONTENT_MISMATCH'],
    ['the entries of the newest cycle', [`DELETE FROM entries WHERE cycle_id = ${NEWEST}`], 'CHAIN_BROKEN'],
    [
      'the whole newest cycle',
      [`DELETE FROM entries WHERE cycle_id = ${NEWEST}`, `DELETE FROM cycles WHERE cycle_id = ${NEWEST}`],
      'RUN_MISMATCH',
    ],
    ['every cycle', ['DELETE FROM entries', 'DELETE FROM cycles'], 'RUN_MISMATCH'],
  ])('finds %s', (what, statements, code) => {
    const dataDir = changed(what, 'orchestrator', ...statements);
    const { code: exitCode, stdout, stderr } = place.cream('verify', '--all', '--data-dir', dataDir, '--json');
    expect(stderr).toBe('');
    const document = JSON.parse(stdout);
    expect(document.verified).toBe(false);
    expect(document.findings.map((finding: { code: string }) => finding.code)).toContain(code);
    expect(exitCode).toBe(1);
  });

  it('finds a run whose record is gone when it is asked for that run', () => {
    const { runs } = JSON.parse(place.cream('list', '--data-dir', 'good', '--json').stdout);
    const dataDir = changed('gone', 'orchestrator', 'DELETE FROM entries', 'DELETE FROM cycles');
    const { code, stdout } = place.cream('verify', runs[0].id, '--data-dir', dataDir);
    expect(stdout).toMatch(/^RUN_MISMATCH: run bt-\S+ ended with 8 cycles/);
    expect(stdout).toMatch(/^NOT verified: 0 cycles, 0 entries, 0 signatures, 0 fills, 1 findings$/m);
    expect(code).toBe(1);
  });

  it.each([
    ['a summary', 'orchestrator', "UPDATE cycles SET summary = x'00'"],
    ['a hash that is text', 'orchestrator', `UPDATE entries SET hash = 'abc' WHERE ${ENTRY}`],
    ['a run', 'backtest', "UPDATE runs SET run = x'00'"],
  ])('names the database with %s nobody can read', (what, database, sql) => {
    const dataDir = changed(`unreadable ${what}`, database, sql);
    const { code, line } = refusal(place.cream('verify', '--all', '--data-dir', dataDir, '--json'));
    expect(line).toContain(`${database}.db holds a row that cannot be read: `);
    expect(code).toBe(1);
  });
});
