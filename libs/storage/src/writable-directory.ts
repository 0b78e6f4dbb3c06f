import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DirectoryNotWritableError } from './errors.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'it must not be changed',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  ENOTDIR: 'a part of the path is a file',
  ENOENT: 'the file system does not let anybody make it',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
};

/**
 * Creates the directory with its parents when it is missing and makes sure that files can be made in it.
 * @throws DirectoryNotWritableError
 */
export function ensureWritableDirectory(directory: string): void {
  try {
    make(resolve(directory));
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DirectoryNotWritableError(directory, reasonOf(cause), { cause });
  }
}

/** Step by step: where a file system answers "no such directory" to every attempt, as /proc does, Node's own never ends. */
function make(directory: string): void {
  if (existsSync(directory)) {
    if (statSync(directory).isDirectory()) return;
    throw new Error(`${directory} is a file`);
  }
  make(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!statSync(directory).isDirectory()) throw new Error(`${directory} is a file`);
  }
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : REASONS[code];
  return known ?? (cause instanceof Error ? cause.message : String(cause));
}
