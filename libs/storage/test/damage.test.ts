import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatabaseDamagedError, int, openDatabase } from '../src/index.js';
import { startProcess } from './support/child-process.js';
import { migrationsIn, NOTES, temporaryDirectory } from './support/temporary-directory.js';

function place() {
  const directory = temporaryDirectory();
  const path = join(directory, 'notes.db');
  const migrations = migrationsIn(directory, NOTES);
  return { path, migrations, open: () => openDatabase({ path, migrations, durability: 'full' }) };
}

async function filledPlace() {
  const here = place();
  const database = await here.open();
  for (let id = 0; id < 200; id++) await database.run('INSERT INTO notes VALUES (?, ?)', [id, `${id} `.repeat(100)]);
  await database.close();
  return here;
}

describe('a damaged file', () => {
  it.each([
    ['text', 'this was never a database'],
    ['a long text', 'not a database '.repeat(10_000)],
  ])('that holds %s is named and left as it was', async (_, content) => {
    const { path, open } = place();
    writeFileSync(path, content);

    const opening = open();

    await expect(opening).rejects.toThrow(DatabaseDamagedError);
    await expect(opening).rejects.toThrow(path);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('that lost its end is named and left as it was', async () => {
    const { path, open } = await filledPlace();
    const file = openSync(path, 'r+');
    ftruncateSync(file, 4096);
    closeSync(file);

    await expect(open()).rejects.toThrow(DatabaseDamagedError);
    expect(statSync(path).size).toBe(4096);
  });

  it('with a page of rubbish is found by reading it, and by the check', async () => {
    const { path, open } = await filledPlace();
    const file = openSync(path, 'r+');
    for (let page = 4; page < 12; page++) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    closeSync(file);
    const database = await open();

    await expect(database.all('SELECT * FROM notes')).rejects.toThrow(DatabaseDamagedError);
    expect(await database.check()).not.toEqual([]);
    await database.close();
  });
});

describe('a process killed while writing', () => {
  it('loses no committed transaction and leaves no half of one', async () => {
    const { path, migrations, open } = place();
    const writer = await startProcess(
      `const database = await storage.openDatabase({ path: args[0], migrations: args[1], durability: 'full' });
       let pair = 0;
       const write = () => database.write([0, 1].map((half) => ({
         sql: 'INSERT INTO notes VALUES (?, ?)', args: [2 * pair + half, 'pair ' + pair + ' half ' + half + ' ' + 'x'.repeat(500)],
       }))).then(() => { pair += 1; });
       for (let i = 0; i < 20; i++) await write();
       setImmediate(async function on() { await write(); setImmediate(on); });`,
      [path, migrations],
    );
    await writer.kill9();

    const database = await open();
    const rows = (await database.get('SELECT count(*) AS n FROM notes', [], (row) => int(row, 'n'))) ?? 0;
    expect(rows).toBeGreaterThanOrEqual(40);
    expect(rows % 2).toBe(0);
    expect(await database.check()).toEqual([]);
    await database.close();
  });

  it('costs only the torn transaction when the end of its write-ahead log is cut off', async () => {
    const { path, migrations, open } = place();
    const writer = await startProcess(
      `const database = await storage.openDatabase({ path: args[0], migrations: args[1], durability: 'full' });
       for (let id = 0; id < 10; id++) await database.run('INSERT INTO notes VALUES (?, ?)', [id, 'note ' + id]);`,
      [path, migrations],
    );
    await writer.kill9();
    const log = openSync(`${path}-wal`, 'r+');
    ftruncateSync(log, statSync(`${path}-wal`).size - 1000);
    closeSync(log);

    const database = await open();
    expect(await database.get('SELECT max(id) AS id FROM notes', [], (row) => int(row, 'id'))).toBe(8);
    expect(await database.check()).toEqual([]);
    await database.close();
  });
});
