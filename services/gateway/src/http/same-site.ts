import type { IncomingMessage } from 'node:http';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a request comes from the console itself. A page of another site can reach this machine through the browser,
 * by a form, a script or a name that resolves to it: `Host` and `Origin` give it away.
 *
 * @param hosts further names, in lower case, under which the console may be opened
 */
export function isSameSite({ headers }: IncomingMessage, hosts: readonly string[]): boolean {
  const allowed = (name: string | undefined) => name !== undefined && (LOOPBACK.includes(name) || hosts.includes(name));
  if (!allowed(nameIn(`http://${headers.host ?? ''}`))) return false;
  return headers.origin === undefined || allowed(nameIn(headers.origin));
}

function nameIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
