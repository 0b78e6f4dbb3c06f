import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConnectionPool } from '@libsql/client/sqlite3';
import { DatabaseBusyError, DirectoryInUseError, DirectoryNotWritableError, StorageFullError } from './errors.js';
import { openError } from './sqlite-errors.js';
import { ensureWritableDirectory } from './writable-directory.js';

/** A held lock. The operating system releases it when the process ends, however it ends. */
export interface DirectoryLock {
  readonly directory: string;
  /** Gives the lock back. Calling it twice is harmless. */
  release(): void;
}

/** `exclusive` keeps everybody else out; `shared` keeps out only who wants it exclusively. */
export type LockKind = 'exclusive' | 'shared';

const PID_SUFFIX = '.lock.pid';

/**
 * Claims a directory for this process, creating it when it is missing. The lock is a transaction on `<name>.lock`, which
 * SQLite keeps as a file lock of the kernel: it survives nothing, so a killed holder leaves nothing to clean up. The process
 * id of an exclusive holder stands beside it in `<name>.lock.pid`, for messages only. Nobody may open the `.lock` file by
 * other means in the holding process: closing any handle of it would drop the lock.
 * @throws DirectoryInUseError when another holder lives; DirectoryNotWritableError; StorageFullError
 */
export function lockDataDirectory(directory: string, name: string, kind: LockKind = 'exclusive'): DirectoryLock {
  const absolute = resolve(directory);
  ensureWritableDirectory(absolute);
  const lockFile = join(absolute, `${name}.lock`);
  const pidFile = join(absolute, `${name}${PID_SUFFIX}`);
  const pool = new ConnectionPool(lockFile, {}, 1);
  const handle = claim(pool, absolute, lockFile, pidFile, kind);
  const giveBack = () => {
    handle.exec('ROLLBACK');
    pool.close();
  };
  if (kind === 'exclusive') writePid(pidFile, giveBack);

  let held = true;
  return {
    directory: absolute,
    release() {
      if (!held) return;
      held = false;
      if (kind === 'exclusive') rmSync(pidFile, { force: true });
      giveBack();
    },
  };
}

function claim(pool: ConnectionPool, directory: string, lockFile: string, pidFile: string, kind: LockKind) {
  try {
    const handle = pool.acquireSync();
    if (kind === 'exclusive') {
      handle.exec('BEGIN EXCLUSIVE');
    } else {
      // A transaction that has read keeps its read lock to its end.
      handle.exec('BEGIN');
      handle.prepare('SELECT count(*) FROM sqlite_master').all([]);
    }
    return handle;
  } catch (cause) {
    pool.close();
    const error = openError(lockFile, cause);
    if (error instanceof DatabaseBusyError) throw new DirectoryInUseError(directory, holderOf(directory, pidFile));
    if (error.code === 'CANNOT_OPEN') throw new DirectoryNotWritableError(directory, error.message, { cause });
    throw error;
  }
}

function writePid(pidFile: string, giveBack: () => void): void {
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (cause) {
    giveBack();
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw new StorageFullError(pidFile, { cause });
    throw cause;
  }
}

/** A living process that says it holds the lock, or one of the locks of those who share the directory. */
function holderOf(directory: string, pidFile: string): number | undefined {
  const others = readdirSync(directory).filter((file) => file.endsWith(PID_SUFFIX));
  return [pidFile, ...others.map((file) => join(directory, file))].map(readPid).find(isAlive);
}

/** The holder writes its id after it has the lock, so the file may be missing for a moment; a killed one leaves it. */
function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
