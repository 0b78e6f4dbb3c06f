import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DirectoryInUseError, DirectoryNotWritableError, lockDataDirectory } from '../src/index.js';
import { startProcess } from './support/child-process.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const HOLD = 'storage.lockDataDirectory(args[0], "cream");';

function hold(directory: string, name = 'cream') {
  const lock = lockDataDirectory(directory, name);
  onTestFinished(() => lock.release());
  return lock;
}

describe('the lock of a data directory', () => {
  it('is had by one holder at a time, also inside one process', () => {
    const directory = temporaryDirectory();
    const first = hold(directory);
    expect(() => lockDataDirectory(directory, 'cream')).toThrow(DirectoryInUseError);
    expect(readFileSync(join(directory, 'cream.lock.pid'), 'utf8')).toBe(`${process.pid}\n`);

    first.release();
    first.release();

    const second = hold(directory);
    expect(second.directory).toBe(directory);
  });

  it('is another lock under another name', () => {
    const directory = temporaryDirectory();
    hold(directory);
    expect(() => hold(directory, 'backtest')).not.toThrow();
  });

  it('names the process that holds it and outlives only that process', async () => {
    const directory = temporaryDirectory();
    const holder = await startProcess(HOLD, [directory]);
    expect(() => lockDataDirectory(directory, 'cream')).toThrow(`is in use by process ${holder.pid}`);

    await holder.kill9();

    expect(() => hold(directory)).not.toThrow();
  });

  it('does not trust the process id it finds: a killed holder leaves one', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'cream.lock.pid'), '1\n');
    expect(() => hold(directory)).not.toThrow();
  });

  it('keeps other processes out', async () => {
    const directory = temporaryDirectory();
    hold(directory);
    const other = startProcess(
      `try { ${HOLD} process.exit(3); } catch (error) { if (error.code !== 'DIRECTORY_IN_USE' || error.holder !== ${process.pid}) process.exit(4); }`,
      [directory],
    );
    await expect(other).resolves.toBeDefined();
  });

  it('makes the directory, or says that it cannot', () => {
    const directory = temporaryDirectory();
    expect(() => hold(join(directory, 'new', 'deep'))).not.toThrow();
    writeFileSync(join(directory, 'file'), '');
    expect(() => lockDataDirectory(join(directory, 'file', 'below'), 'cream')).toThrow(DirectoryNotWritableError);
  });
});
