import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { DirectoryNotWritableError } from './errors.js';

/**
 * Creates the directory with its parents when it is missing and makes sure that files can be made in it.
 * @throws DirectoryNotWritableError
 */
export function ensureWritableDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    if (!statSync(directory).isDirectory()) throw new Error('it is not a directory');
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DirectoryNotWritableError(directory, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
