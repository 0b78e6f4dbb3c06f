import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { int, openDatabase, text } from '../src/index.js';
import { startProcess } from './support/child-process.js';
import { migrationsIn, NOTES, temporaryDirectory } from './support/temporary-directory.js';

const TAGS = { '0002_tags.sql': "CREATE TABLE tags (name TEXT);\nINSERT INTO tags VALUES ('a;b'); -- not the end" };

function program() {
  const directory = temporaryDirectory();
  return {
    async run(files: Readonly<Record<string, string>>, readOnly = false) {
      const path = join(directory, 'app.db');
      const migrations = migrationsIn(directory, files);
      const database = await openDatabase({ path, migrations, durability: 'full', readOnly });
      const applied = await database.all('SELECT * FROM schema_migrations ORDER BY version', [], (row) => ({
        version: int(row, 'version'),
        name: text(row, 'name'),
        checksum: text(row, 'checksum'),
        appliedAt: int(row, 'applied_at'),
      }));
      await database.close();
      return applied;
    },
    path: join(directory, 'app.db'),
    directory,
  };
}

describe('migrations', () => {
  it('are applied in order, once, and written down', async () => {
    const { run } = program();
    const before = Date.now();
    const first = await run(NOTES);
    const second = await run({ ...NOTES, ...TAGS });

    expect(first.map(({ name }) => name)).toEqual(['0001_notes']);
    expect(second.map(({ name }) => name)).toEqual(['0001_notes', '0002_tags']);
    expect(second[0]).toEqual(first[0]);
    expect(second[0]?.appliedAt).toBeGreaterThanOrEqual(before - 1000);
    expect(second[0]?.checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are the same with line ends of another system', async () => {
    const { run } = program();
    await run({ '0001_notes.sql': 'CREATE TABLE notes (\n  id INTEGER\n);' });
    await expect(run({ '0001_notes.sql': 'CREATE TABLE notes (\r\n  id INTEGER\r\n);' })).resolves.toHaveLength(1);
  });

  it('that fail leave nothing behind and can be mended', async () => {
    const { run } = program();
    await run(NOTES);

    const broken = run({
      ...NOTES,
      '0002_tags.sql': 'CREATE TABLE tags (name TEXT);\nINSERT INTO nowhere VALUES (1);',
    });

    await expect(broken).rejects.toMatchObject({ code: 'MIGRATION', problem: 'FAILED', version: 2 });
    await expect(broken).rejects.toThrow('0002_tags');
    await expect(run({ ...NOTES, ...TAGS })).resolves.toHaveLength(2);
  });

  it('that were changed after they were applied are named', async () => {
    const { run } = program();
    await run(NOTES);
    const changed = run({ '0001_notes.sql': 'CREATE TABLE notes (id INTEGER);' });
    await expect(changed).rejects.toMatchObject({ problem: 'CHANGED', version: 1 });
    await expect(changed).rejects.toThrow('0001_notes');
  });

  it('that the program does not know mean that the database is newer', async () => {
    const { run } = program();
    await run({ ...NOTES, ...TAGS });
    const older = run(NOTES);
    await expect(older).rejects.toMatchObject({ problem: 'NEWER', version: 2 });
    await expect(older).rejects.toThrow('newer than this program: it has migration 0002_tags');
  });

  it.each([
    ['skip a number', { ...NOTES, '0003_tags.sql': 'SELECT 1;' }, 2],
    ['use a number twice', { ...NOTES, '0001_other.sql': 'SELECT 1;' }, 2],
    ['start late', { '0002_tags.sql': 'SELECT 1;' }, 1],
    ['are named otherwise', { ...NOTES, 'tags.sql': 'SELECT 1;' }, 2],
  ])('that %s are refused', async (_, files, version) => {
    await expect(program().run(files)).rejects.toMatchObject({ problem: 'GAP', version });
  });

  it('are checked but not applied by a read-only open', async () => {
    const { run } = program();
    await run(NOTES);
    await expect(run(NOTES, true)).resolves.toHaveLength(1);
    await expect(run({ ...NOTES, ...TAGS }, true)).rejects.toMatchObject({ problem: 'PENDING', version: 2 });
    await expect(run(NOTES)).resolves.toHaveLength(1);
  });

  it('are applied once when programs start at the same time', async () => {
    const { directory, path, run } = program();
    const migrations = migrationsIn(directory, { ...NOTES, ...TAGS });
    const open = `await storage.openDatabase({ path: args[0], migrations: args[1], durability: 'full' });`;
    await Promise.all(Array.from({ length: 3 }, () => startProcess(open, [path, migrations])));
    await expect(run({ ...NOTES, ...TAGS })).resolves.toHaveLength(2);
  });
});
