import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ConstraintError,
  type Database,
  int,
  openDatabase,
  StorageError,
  StorageFullError,
  text,
} from '../src/index.js';
import { startProcess } from './support/child-process.js';
import { migrationsIn, NOTES, temporaryDirectory } from './support/temporary-directory.js';

async function openNotes(directory = temporaryDirectory(), readOnly = false): Promise<Database> {
  const database = await openDatabase({
    path: join(directory, 'notes.db'),
    migrations: migrationsIn(directory, NOTES),
    durability: 'full',
    readOnly,
  });
  onTestFinished(() => database.close());
  return database;
}

const insert = (id: number, body: string) => ({ sql: 'INSERT INTO notes VALUES (?, ?)', args: [id, body] });

describe('a database', () => {
  it('gives back what was written, also to the next program that opens it', async () => {
    const directory = temporaryDirectory();
    const first = await openNotes(directory);
    await first.write([insert(1, 'alpha'), insert(2, 'beta')]);
    await first.close();

    const second = await openNotes(directory);

    expect(await second.all('SELECT body FROM notes ORDER BY id', [], (row) => text(row, 'body'))).toEqual([
      'alpha',
      'beta',
    ]);
    expect(await second.get('SELECT count(*) AS n FROM notes WHERE id > ?', [1], (row) => int(row, 'n'))).toBe(1);
    expect(await second.get('SELECT * FROM notes WHERE id = 9')).toBeUndefined();
  });

  it('names itself when it holds a row that its reader cannot read', async () => {
    const directory = temporaryDirectory();
    const database = await openNotes(directory);
    await database.write([insert(1, 'alpha')]);
    const unreadable = {
      code: 'ROW_UNREADABLE',
      message: `${join(directory, 'notes.db')} holds a row that cannot be read: column body should hold an integer below 2^53 but holds text`,
    };
    await expect(database.all('SELECT body FROM notes', [], (row) => int(row, 'body'))).rejects.toMatchObject(
      unreadable,
    );
    await expect(database.get('SELECT body FROM notes', [], (row) => int(row, 'body'))).rejects.toMatchObject(
      unreadable,
    );
  });

  it('opens a file: URL like a path', async () => {
    const directory = temporaryDirectory();
    const url = pathToFileURL(join(directory, 'a name with spaces.db')).href;
    const database = await openDatabase({ url, migrations: migrationsIn(directory, NOTES), durability: 'normal' });
    await database.run('INSERT INTO notes VALUES (1, ?)', ['here']);
    await database.close();
    expect(existsSync(join(directory, 'a name with spaces.db'))).toBe(true);
  });

  it('leaves one file behind when it is closed', async () => {
    const directory = temporaryDirectory();
    const database = await openNotes(directory);
    await database.write([insert(1, 'alpha')]);
    await database.close();
    await database.close();

    const reopened = await openNotes(directory, true);
    expect(await reopened.all('SELECT * FROM notes')).toHaveLength(1);
  });

  it('does all of a transaction or nothing of it, and goes on afterwards', async () => {
    const database = await openNotes();

    const broken = database.write([insert(1, 'alpha'), insert(2, 'alpha')]);

    await expect(broken).rejects.toThrow(ConstraintError);
    await expect(broken).rejects.toThrow('UNIQUE constraint failed: notes.body');
    expect(await database.all('SELECT * FROM notes')).toEqual([]);
    expect(await database.write([insert(1, 'alpha'), insert(2, 'beta')])).toEqual([{ changes: 1 }, { changes: 1 }]);
  });

  it('says how many rows a guarded update changed', async () => {
    const database = await openNotes();
    await database.run('INSERT INTO notes VALUES (1, ?)', ['alpha']);
    const results = await database.write([
      { sql: 'UPDATE notes SET body = ? WHERE id = ? AND body = ?', args: ['beta', 1, 'somebody else changed it'] },
      { sql: 'UPDATE notes SET body = ? WHERE id = ? AND body = ?', args: ['beta', 1, 'alpha'] },
    ]);
    expect(results).toEqual([{ changes: 0 }, { changes: 1 }]);
  });

  it('keeps two writers of one file apart', async () => {
    const directory = temporaryDirectory();
    const [one, two] = [await openNotes(directory), await openNotes(directory)];
    await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? one : two).write([insert(i, `note ${i}`)])));
    expect(await one.get('SELECT count(*) AS n FROM notes', [], (row) => int(row, 'n'))).toBe(50);
  });

  it('keeps two writing processes apart', async () => {
    const directory = temporaryDirectory();
    const here = await openNotes(directory);
    await startProcess(
      `const database = await storage.openDatabase({ path: args[0], migrations: args[1], durability: 'normal' });
       for (let i = 0; i < 200; i++) await database.write([{ sql: 'INSERT INTO notes VALUES (?, ?)', args: [1000 + i, 'there ' + i] }]);`,
      [join(directory, 'notes.db'), join(directory, 'migrations')],
    );
    for (let i = 0; i < 200; i++) await here.write([insert(i, `here ${i}`)]);
    expect(await here.get('SELECT count(*) AS n FROM notes', [], (row) => int(row, 'n'))).toBe(400);
  });

  it('refuses numbers that are none instead of storing NULL', async () => {
    const database = await openNotes();
    await expect(database.run('INSERT INTO notes VALUES (?, ?)', [Number.NaN, 'x'])).rejects.toThrow('NaN');
  });

  it('names the statement error of wrong SQL and of a closed database', async () => {
    const database = await openNotes();
    await expect(database.all('SELEKT 1')).rejects.toThrow(StorageError);
    await database.close();
    await expect(database.all('SELECT 1')).rejects.toThrow('is closed');
  });

  it('says so when there is no space left, and has written nothing', async () => {
    const database = await openNotes();
    await database.run('INSERT INTO notes VALUES (0, ?)', ['first']);
    await database.all('PRAGMA max_page_count = 4');

    await expect(database.write([insert(1, 'small'), insert(2, 'x'.repeat(100_000))])).rejects.toThrow(
      StorageFullError,
    );
    expect(await database.all('SELECT body FROM notes')).toEqual([{ body: 'first' }]);
  });

  it('enforces foreign keys', async () => {
    const directory = temporaryDirectory();
    const migrations = migrationsIn(directory, {
      '0001_family.sql':
        'CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (parent INTEGER REFERENCES parent);',
    });
    const database = await openDatabase({ path: join(directory, 'f.db'), migrations, durability: 'full' });
    onTestFinished(() => database.close());
    await expect(database.run('INSERT INTO child VALUES (7)')).rejects.toThrow(ConstraintError);
  });

  it('finds no fault with a sound file', async () => {
    const database = await openNotes();
    expect(await database.check()).toEqual([]);
  });
});

describe('a read-only database', () => {
  it('reads beside a writer and refuses to write', async () => {
    const directory = temporaryDirectory();
    const writer = await openNotes(directory);
    const reader = await openNotes(directory, true);
    await writer.write([insert(1, 'alpha')]);

    expect(await reader.all('SELECT body FROM notes')).toEqual([{ body: 'alpha' }]);
    await expect(reader.write([insert(2, 'beta')])).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  it('is not made when it is missing', async () => {
    const directory = temporaryDirectory();
    await expect(openNotes(directory, true)).rejects.toMatchObject({ code: 'DATABASE_MISSING' });
    expect(existsSync(join(directory, 'notes.db'))).toBe(false);
  });
});

describe('a place that cannot hold a database', () => {
  const open = (path: string) =>
    openDatabase({ path, migrations: migrationsIn(temporaryDirectory(), NOTES), durability: 'full' });

  it('is named when it lies below a regular file', async () => {
    const file = join(temporaryDirectory(), 'occupied');
    writeFileSync(file, '');
    await expect(open(join(file, 'data', 'notes.db'))).rejects.toMatchObject({
      code: 'DIRECTORY_NOT_WRITABLE',
      directory: join(file, 'data'),
    });
    await expect(open(join(file, 'notes.db'))).rejects.toMatchObject({ code: 'DIRECTORY_NOT_WRITABLE' });
  });

  it.skipIf(process.platform !== 'linux')('is named when the system makes no files there', async () => {
    await expect(open('/proc/notes.db')).rejects.toMatchObject({ code: 'DIRECTORY_NOT_WRITABLE', directory: '/proc' });
  });

  it('is named when the file itself is a directory', async () => {
    await expect(open(temporaryDirectory())).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
  });
});
