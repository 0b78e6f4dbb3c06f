import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../shared-data.js';

const FOLDERS = { recordings: join(sharedData, 'recordings'), openapi: join(sharedData, 'openapi') };

/** False on a machine without the collection of recordings beside the project. */
export const RECORDINGS_PRESENT = existsSync(FOLDERS.recordings);
export const OPENAPI_PRESENT = existsSync(FOLDERS.openapi);

/** For titles of suites: says why one is skipped. */
export const RECORDINGS_NOTE = RECORDINGS_PRESENT
  ? ''
  : ' (skipped: no folder ../shared/data/recordings beside the project)';
export const OPENAPI_NOTE = OPENAPI_PRESENT ? '' : ' (skipped: no folder ../shared/data/openapi beside the project)';
if (!RECORDINGS_PRESENT) console.info(`vendor recordings${RECORDINGS_NOTE}`);
if (!OPENAPI_PRESENT) console.info(`vendor specifications${OPENAPI_NOTE}`);

export function recordingPath(path: string): string {
  return join(FOLDERS.recordings, path);
}

export function recordedBytes(path: string): Buffer {
  return readFileSync(recordingPath(path));
}

/** The text, because parsing it here would lose digits of long numbers. */
export function recordedText(path: string): string {
  return recordedBytes(path).toString('utf8');
}

/** Status and body of a recorded exchange, and the path of its request. */
export function exchange(path: string): { path: string; status: number; body: unknown } {
  const { request, response } = JSON.parse(recordedText(path));
  const url = new URL(typeof request === 'string' ? request.replace(/^GET /, '') : request.url);
  return { path: decodeURIComponent(url.pathname), status: response.status, body: response.body };
}

export function specification(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDERS.openapi, name), 'utf8'));
}
