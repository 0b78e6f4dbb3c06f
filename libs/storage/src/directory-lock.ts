import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConnectionPool } from '@libsql/client/sqlite3';
import { DatabaseBusyError, DirectoryInUseError, DirectoryNotWritableError } from './errors.js';
import { openError } from './sqlite-errors.js';
import { ensureWritableDirectory } from './writable-directory.js';

/** A held lock. The operating system releases it when the process ends, however it ends. */
export interface DirectoryLock {
  readonly directory: string;
  /** Gives the lock back. Calling it twice is harmless. */
  release(): void;
}

/**
 * Claims a directory for this process, creating it when it is missing. The lock is an exclusive transaction on
 * `<name>.lock`, which SQLite keeps as a file lock of the kernel: it survives nothing, so a killed holder leaves
 * nothing to clean up. The holder's process id stands beside it in `<name>.lock.pid`, for messages only. Nobody may
 * open the `.lock` file by other means in the holding process: closing any handle of it would drop the lock.
 * @throws DirectoryInUseError when another holder lives; DirectoryNotWritableError
 */
export function lockDataDirectory(directory: string, name: string): DirectoryLock {
  const absolute = resolve(directory);
  ensureWritableDirectory(absolute);
  const lockFile = join(absolute, `${name}.lock`);
  const pidFile = `${lockFile}.pid`;
  const pool = new ConnectionPool(lockFile, {}, 1);
  const handle = claim(pool, absolute, lockFile, pidFile);
  writeFileSync(pidFile, `${process.pid}\n`);

  let held = true;
  return {
    directory: absolute,
    release() {
      if (!held) return;
      held = false;
      rmSync(pidFile, { force: true });
      handle.exec('ROLLBACK');
      pool.close();
    },
  };
}

function claim(pool: ConnectionPool, directory: string, lockFile: string, pidFile: string) {
  try {
    const handle = pool.acquireSync();
    handle.exec('BEGIN EXCLUSIVE');
    return handle;
  } catch (cause) {
    pool.close();
    const error = openError(lockFile, cause);
    if (error instanceof DatabaseBusyError) throw new DirectoryInUseError(directory, readPid(pidFile));
    if (error.code === 'CANNOT_OPEN') throw new DirectoryNotWritableError(directory, error.message, { cause });
    throw error;
  }
}

/** The holder writes its id after it has the lock, so the file may be missing for a moment. */
function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}
