import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a vendor's host answers: a status, JSON, and headers; `silent` never. */
export type HostAnswer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'silent';

export interface HostRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** A vendor on loopback, for the command as a process of its own. */
export class VendorHost {
  readonly seen: HostRequest[] = [];
  answer: (request: HostRequest) => HostAnswer = () => ({ status: 404, body: {} });

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://vendor');
      const one = { path: url.pathname, query: url.searchParams, headers: request.headers };
      this.seen.push(one);
      const answer = this.answer(one);
      if (answer === 'silent') return;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body));
    });
  }

  static async open(): Promise<VendorHost> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new VendorHost(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
