import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';

/** @throws UsageError when the folder that `--out` names a file in is not there */
export function folderOfOut(out: string | undefined, file: string): void {
  const folder = dirname(file);
  if (existsSync(folder)) return;
  throw new UsageError(`--out ${shown(out ?? '')}: there is no folder ${shown(folder)}`);
}
