import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/golden/', import.meta.url));

/** False on a machine without the collection of published values beside the project. */
export const GOLDEN_PRESENT = existsSync(FOLDER);

/** For the title of a suite: says why it is skipped. */
export const GOLDEN_NOTE = GOLDEN_PRESENT ? '' : ' (skipped: no folder ../shared/data/golden beside the project)';
if (!GOLDEN_PRESENT) console.info(`published fills${GOLDEN_NOTE}`);

export function goldenJson<T>(path: string): T {
  return JSON.parse(readFileSync(`${FOLDER}${path}`, 'utf8'));
}
