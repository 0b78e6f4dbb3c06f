import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../../shared/data/golden/rules/', import.meta.url));

/** False on a machine without the collection of published values beside the project. */
export const RULES_PRESENT = existsSync(FOLDER);

/** For the title of a suite: says why it is skipped. */
export const RULES_NOTE = RULES_PRESENT ? '' : ' (skipped: no folder ../shared/data/golden beside the project)';
// Most reporters leave out the titles of skipped suites.
if (!RULES_PRESENT) console.info(`published rules${RULES_NOTE}`);

/** One of the published rule tables, `absent` without the folder. */
export function publishedRules<T>(file: string, absent: T): T {
  return RULES_PRESENT ? JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) : absent;
}
