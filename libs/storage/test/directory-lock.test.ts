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

  it('can be shared, and then keeps out only who wants it alone', async () => {
    const directory = temporaryDirectory();
    const shared =
      'storage.lockDataDirectory(args[0], "cream", "shared"); storage.lockDataDirectory(args[0], args[1]);';
    const risk = await startProcess(shared, [directory, 'risk']);
    const config = await startProcess(shared, [directory, 'config']);
    expect(() => lockDataDirectory(directory, 'cream')).toThrow(
      new RegExp(`is in use by process (${risk.pid}|${config.pid})$`),
    );
    await risk.kill9();
    expect(() => lockDataDirectory(directory, 'cream')).toThrow(`is in use by process ${config.pid}`);
    await config.kill9();

    hold(directory);
    expect(() => lockDataDirectory(directory, 'cream', 'shared')).toThrow(`is in use by process ${process.pid}`);
  });

  it('does not name a process that has ended', async () => {
    const directory = temporaryDirectory();
    const killed = await startProcess(HOLD, [directory]);
    await killed.kill9();
    const sharing = lockDataDirectory(directory, 'cream', 'shared');
    onTestFinished(() => sharing.release());
    expect(() => lockDataDirectory(directory, 'cream')).toThrow(/is in use by another process$/);
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
    expect(() => lockDataDirectory(join(directory, 'file', 'below'), 'cream')).toThrow(
      `the directory ${join(directory, 'file', 'below')} cannot be written: ${join(directory, 'file')} is a file`,
    );
    expect(() => lockDataDirectory(join(directory, 'file'), 'cream')).toThrow(DirectoryNotWritableError);
  });

  it.runIf(process.platform === 'linux')('says so too where no directory can ever be made', () => {
    expect(() => lockDataDirectory('/proc/cream/data', 'cream')).toThrow(
      'the directory /proc/cream/data cannot be written: the file system does not let anybody make it',
    );
  });
});
