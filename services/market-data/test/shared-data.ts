import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Published reference files beside the project; absent on a fresh clone, then the tests that need them are skipped. */
export const sharedData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
export const hasSharedData = existsSync(sharedData);
