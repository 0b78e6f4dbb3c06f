import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/golden/', import.meta.url));

/** False on a machine without the collection of published values beside the project. */
export const GOLDEN_PRESENT = existsSync(FOLDER);

/** For the title of a suite: says why it is skipped. */
export const GOLDEN_NOTE = GOLDEN_PRESENT ? '' : ' (skipped: no folder ../shared/data/golden beside the project)';
// Most reporters leave out the titles of skipped suites.
if (!GOLDEN_PRESENT) console.info(`published rules and order states${GOLDEN_NOTE}`);

/** One of the published tables in JSON, `absent` without the folder. */
export function goldenJson<T>(file: string, absent: T): T {
  return GOLDEN_PRESENT ? JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) : absent;
}

/** The rows of a published table in CSV below its header, as cells; none without the folder. */
export function goldenRows(file: string): string[][] {
  if (!GOLDEN_PRESENT) return [];
  const [, ...lines] = readFileSync(`${FOLDER}${file}`, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}
