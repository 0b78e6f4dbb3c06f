import './loopback-only.js';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

/** One connection as the vendor has it. */
export interface StreamConnection {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: WebSocket;
}

/** A vendor's stream on loopback. */
export interface StreamServer {
  readonly streamUrl: string;
  readonly connections: StreamConnection[];
  /** Everything the client said, decoded. */
  readonly heard: unknown[];
}

interface Conversation {
  readonly decode: (frame: Buffer) => unknown;
  /** The vendor's first words. */
  readonly onConnection: (connection: StreamConnection) => void;
  readonly onMessage: (message: never, connection: StreamConnection, count: number) => void;
  /** Refuses the upgrade with this status. */
  readonly refuse?: (() => number | undefined) | undefined;
}

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

export async function streamServer({ decode, onConnection, onMessage, refuse }: Conversation): Promise<StreamServer> {
  const connections: StreamConnection[] = [];
  const heard: unknown[] = [];
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: (_info: unknown, done: (ok: boolean, code?: number) => void) => {
      const status = refuse?.();
      done(status === undefined, status);
    },
  });
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket, request) => {
    const connection = { socket, path: request.url ?? '', headers: request.headers };
    connections.push(connection);
    socket.on('message', (data: Buffer) => {
      const message = decode(data);
      heard.push(message);
      onMessage(message as never, connection, connections.length);
    });
    onConnection(connection);
  });
  return { streamUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, connections, heard };
}
