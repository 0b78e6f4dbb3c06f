import { Socket } from 'node:net';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** A test tried to reach a machine that is not this one. */
export class NotLoopbackError extends Error {
  override readonly name = 'NotLoopbackError';
}

/**
 * Lets no socket of this process leave the machine. Every test of a vendor imports it, by way of the servers; fetch and
 * WebSockets both end in `Socket.connect`.
 */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]): Socket {
  const [first] = given.flat() as [{ host?: string; path?: string } | undefined];
  const host = typeof first === 'object' && first !== null ? first.host : undefined;
  const local = typeof first === 'object' && first !== null && first.path !== undefined && first.host === undefined;
  if (!local && !LOOPBACK.has(host ?? '')) {
    const error = new NotLoopbackError(`a test may not connect to ${String(host)}`);
    process.nextTick(() => this.destroy(error));
    return this;
  }
  return Reflect.apply(connect, this, given);
};
