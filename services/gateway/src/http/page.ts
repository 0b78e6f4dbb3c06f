import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

const PLACEHOLDER = 'CSP_NONCE';
const NOT_BUILT =
  '<!doctype html><html lang="en"><title>Cream</title><h1>Cream runs</h1>' +
  '<p>The console is not built yet: run <code>npm run build</code>. Its data is under <code>/rpc</code>.</p></html>';

/** Sends the console's page with a nonce of its own; a plain page while the console is not built. */
export function sendPage(response: ServerResponse, consoleDir: string): void {
  const path = join(consoleDir, 'index.html');
  const nonce = randomBytes(16).toString('base64');
  const page = existsSync(path) ? readFileSync(path, 'utf8').replaceAll(PLACEHOLDER, nonce) : NOT_BUILT;
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce));
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  // The nonce is for one response.
  response.setHeader('Cache-Control', 'no-store');
  response.end(page);
}

/** `base-uri 'self'`, because the page names its base: links of a deep page start at the root. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}' 'self'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
