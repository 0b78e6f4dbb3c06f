import { decode, encode } from '@msgpack/msgpack';
import { type StreamConnection, streamServer } from './stream-server.js';
import { SECRET } from './vendor-setting.js';

/** What a client says to either vendor. */
export interface Said {
  readonly action: string;
  readonly key?: string;
  readonly secret?: string;
  readonly params?: string;
}
export type Script = (connection: StreamConnection, count: number) => void;
export const sendPacked = ({ socket }: StreamConnection, ...messages: object[]) => socket.send(encode(messages));
export const sendJson = ({ socket }: StreamConnection, ...messages: object[]) => socket.send(JSON.stringify(messages));

/** Alpaca's side of the conversation; the script runs after each subscription. */
export const alpacaServer = (script: Script, refuse?: () => number | undefined) =>
  streamServer({
    decode,
    refuse,
    onConnection: (connection) => sendPacked(connection, { T: 'success', msg: 'connected' }),
    onMessage: (said: Said, connection, count) => {
      if (said.action === 'auth') {
        const good = said.key === 'id' && said.secret === SECRET;
        sendPacked(
          connection,
          good ? { T: 'success', msg: 'authenticated' } : { T: 'error', code: 402, msg: `auth failed ${said.secret}` },
        );
      } else if (said.action === 'subscribe') {
        sendPacked(connection, { T: 'subscription', trades: [], quotes: [], bars: [] });
        script(connection, count);
      }
    },
  });

/** Polygon's side of the conversation; the script runs after each subscription. */
export const polygonServer = (script: Script) =>
  streamServer({
    decode: (frame) => JSON.parse(frame.toString()),
    onConnection: (connection) =>
      sendJson(connection, { ev: 'status', status: 'connected', message: 'Connected Successfully' }),
    onMessage: (said: Said, connection, count) => {
      if (said.action === 'auth') {
        sendJson(
          connection,
          said.params === SECRET
            ? { ev: 'status', status: 'auth_success' }
            : { ev: 'status', status: 'auth_failed', message: 'authentication failed' },
        );
      } else if (said.action === 'subscribe') {
        sendJson(
          connection,
          ...(said.params ?? '')
            .split(',')
            .map((one) => ({ ev: 'status', status: 'success', message: `subscribed to: ${one}` })),
        );
        script(connection, count);
      }
    },
  });
