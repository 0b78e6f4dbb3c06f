import './loopback-only.js';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** A request as a vendor sees it. */
export interface SeenRequest {
  readonly path: string;
  readonly method: string;
  readonly query: URLSearchParams;
  /** Of a POST. */
  readonly form: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** What a vendor answers. */
export interface VendorAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when text or bytes, else as JSON. */
  readonly body?: unknown;
  /** Announces the whole body and cuts the connection after this many bytes. */
  readonly cutAfter?: number;
  /** Never answers at all. */
  readonly silent?: boolean;
}

export type VendorHandler = (request: SeenRequest) => VendorAnswer | undefined;

/** A vendor's host on loopback, with everything it was asked. */
export interface VendorServer {
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Serves until the test ends; what the handler does not know is a 404 as the vendors send it. */
export async function vendorServer(handler: VendorHandler): Promise<VendorServer> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    let form = '';
    for await (const part of request) form += String(part);
    const url = new URL(request.url ?? '/', 'http://vendor');
    const one = {
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      form: new URLSearchParams(form),
      method: request.method ?? '',
      headers: request.headers,
    };
    seen.push(one);
    answer(response, handler(one) ?? { status: 404, body: { message: 'not found' } });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** An address on loopback where nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Answers in this order, the last one for ever. */
export function inOrder(...answers: readonly VendorAnswer[]): VendorHandler {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)];
}

function answer(
  response: ServerResponse,
  { status = 200, headers = {}, body = '', cutAfter, silent }: VendorAnswer,
): void {
  if (silent === true) return;
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.byteLength, ...headers });
  if (cutAfter === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}
