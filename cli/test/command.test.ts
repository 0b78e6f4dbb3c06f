import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '../bin/cream.mjs');
const BUILT = existsSync(join(import.meta.dirname, '../dist/index.js'));
const HEADER = 'date,open,high,low,close,volume';

/** The command as a user runs it: a real process with real files. Needs the build. */
describe.runIf(BUILT)('cream, asked for what cannot be', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cream-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function cream(...args: string[]) {
    const result = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8' });
    return { code: result.status, stdout: result.stdout, lines: result.stderr.trimEnd().split('\n') };
  }

  function data(name: string, ...rows: string[]): string {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'AAPL.csv'), [HEADER, ...rows].join('\n'));
    return path;
  }

  it.each([
    ['an unknown verb', ['fly'], /unknown command/],
    ['an unknown symbol', ['backtest', '--symbols', 'NOPE'], /NOPE is not known: choose from AAPL/],
    ['a date that is none', ['backtest', '--from', '2016-02-31'], /2016-02-31 is not a date/],
    ['a range the wrong way round', ['backtest', '--from', '2016-03-01', '--to', '2016-02-01'], /lies after/],
    ['a range without sessions', ['backtest', '--from', '2016-01-01', '--to', '2016-01-03'], /2016/],
    ['an unknown strategy', ['backtest', '--strategy', 'luck'], /agents, buy-and-hold/],
    ['cash that is none', ['backtest', '--cash', '-5'], /not an amount|argument/],
    ['a folder that is not there', ['backtest', '--data', 'nowhere'], /nowhere/],
    ['records where there are none', ['list', '--data-dir', 'empty'], /holds no records/],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    const { code, lines } = cream(...args);
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });

  it.each([
    ['a malformed number', ['2016-03-01,1,2,1,x,5'], /AAPL\.csv:2/],
    ['a high below the low', ['2016-03-01,10,9,11,10,5'], /AAPL\.csv:2/],
    ['a day twice', ['2016-03-01,1,2,1,1,5', '2016-03-01,1,2,1,1,5'], /AAPL\.csv:3/],
    ['days out of order', ['2016-03-02,1,2,1,1,5', '2016-03-01,1,2,1,1,5'], /AAPL\.csv:3/],
    ['a negative price', ['2016-03-01,-1,2,1,1,5'], /AAPL\.csv:2/],
  ])('names file and line for %s', (name, rows, text) => {
    const { code, lines } = cream('backtest', '--data', data(name, ...rows));
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('says which port is in use, exit code 1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { code, lines } = cream('serve', 'all', '--port', String(port));
    await new Promise((resolve) => server.close(resolve));
    expect(lines.join('\n')).toContain(String(port));
    expect(lines).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('leaves a damaged database as it is and names it, exit code 1', () => {
    const dataDir = join(folder, 'damaged');
    mkdirSync(dataDir);
    writeFileSync(
      join(dataDir, 'orchestrator.db'),
      'this is no database, and it is long enough to be read as one'.repeat(50),
    );
    const { code, lines } = cream('backtest', '--data-dir', dataDir);
    expect(lines.join('\n')).toContain('orchestrator.db');
    expect(code).toBe(1);
  });

  it('says with --json what went wrong in one document', () => {
    const { code, stdout } = cream('backtest', '--symbols', 'NOPE', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'UsageError' } });
    expect(code).toBe(2);
  });
});

describe.runIf(BUILT)('cream, asked for what can be', () => {
  it('prints a run as one JSON document, and shows, lists and verifies it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cream-cli-'));
    const cream = (...args: string[]) => {
      const result = spawnSync(process.execPath, [COMMAND, ...args, '--json'], { cwd: folder, encoding: 'utf8' });
      expect(result.stderr).toBe('');
      expect(result.status).toBe(0);
      return JSON.parse(result.stdout);
    };
    const run = cream('backtest', '--from', '2015-06-01', '--to', '2015-06-30');
    expect(run.run).toMatchObject({ mode: 'BACKTEST', symbols: ['AAPL'], barInterval: 'ONE_DAY', cycles: 22 });
    expect(run.account.initialEquity).toBe('100000');
    expect(run.recordHash).toMatch(/^[0-9a-f]{64}$/);
    expect(cream('show', run.run.id)).toEqual(run);
    expect(cream('list').runs).toHaveLength(1);
    expect(cream('verify', run.run.id)).toMatchObject({ verified: true, cycles: 22, findings: [] });
    const cycle = cream('cycle', '--symbols', 'AAPL', '--as-of', '2016-03-01');
    expect(cycle.entries.map((entry: { kind: string }) => entry.kind)).toContain('VERDICT');
    rmSync(folder, { recursive: true, force: true });
  });
});
