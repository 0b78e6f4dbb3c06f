import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Published reference files beside the project; absent on a fresh clone, then the tests that need them are skipped. */
export const sharedData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
export const hasSharedData = existsSync(sharedData);
/** For the title of a suite: says why it is skipped. */
export const sharedDataNote = hasSharedData ? '' : ' (skipped: no folder ../shared/data beside the project)';
// Most reporters leave out the titles of skipped suites.
if (!hasSharedData) console.info(`published files${sharedDataNote}`);
