import WebSocket from 'ws';
import { type MarketFeedEvent, VendorError } from '../../app/ports/index.js';
import { failureOfStatus } from '../http/http-failure.js';
import { Redactor } from '../http/index.js';
import type { StreamProtocol, StreamSignal } from './stream-protocol.js';

const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const FATAL_AT_HANDSHAKE: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'FORBIDDEN']);

export interface SessionTimes {
  /** From connecting to the first subscription. */
  readonly handshakeMs: number;
  /** Without a sign of life for this long the connection counts as dead. */
  readonly idleMs: number;
}

export interface SessionListener {
  up(): void;
  event(event: MarketFeedEvent): void;
  /** A message that could not be understood; the connection goes on. */
  malformed(error: VendorError): void;
}

/** One connection from its opening to its end. */
export class SocketSession {
  private readonly redactor: Redactor;
  private socket: WebSocket | undefined;
  private authenticated = false;
  private isUp = false;
  private active: ReadonlySet<string> = new Set();
  private wanted: ReadonlySet<string>;

  constructor(
    private readonly protocol: StreamProtocol,
    private readonly times: SessionTimes,
    private readonly listener: SessionListener,
    symbols: readonly string[],
  ) {
    this.wanted = new Set(symbols);
    this.redactor = new Redactor(protocol.secrets);
  }

  /** Makes these the whole subscription, now or as soon as the vendor lets us. */
  subscribe(symbols: readonly string[]): void {
    this.wanted = new Set(symbols);
    if (this.authenticated) this.sendChange();
  }

  /**
   * Resolves with the reason when the connection is over and another may do better.
   * @throws VendorError when another would not; the signal's reason when it aborts
   */
  async run(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const socket = new WebSocket(this.protocol.url, {
      headers: this.protocol.headers ?? {},
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: this.times.handshakeMs,
    });
    this.socket = socket;
    const timers = new AbortController();
    try {
      return await new Promise<string>((resolve, reject) => {
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { signal: timers.signal });
        this.watch(socket, timers.signal, resolve);
        socket.on('unexpected-response', (_request, response) => {
          const failure = failureOfStatus(response.statusCode ?? 0, '', this.protocol.details);
          if (failure !== undefined && FATAL_AT_HANDSHAKE.has(failure.code)) reject(failure);
          else resolve(failure?.text ?? 'the vendor did not open a stream');
        });
        socket.on('error', (error) => resolve(this.reasonOf(error)));
        socket.on('close', (code, reason) =>
          resolve(this.redactor.redact(`closed (${code} ${reason.toString()})`.trim())),
        );
        socket.on('message', (data) => this.onFrame(toBuffer(data), resolve, reject));
      });
    } finally {
      timers.abort();
      // A late error of a socket that nobody listens to would end the process.
      socket.removeAllListeners().on('error', () => undefined);
      socket.terminate();
    }
  }

  private onFrame(frame: Buffer, resolve: (reason: string) => void, reject: (error: unknown) => void): void {
    let messages: readonly unknown[];
    try {
      messages = this.protocol.decode(frame);
    } catch (error) {
      // A frame that cannot be taken apart leaves no trust in the next one.
      if (error instanceof VendorError) resolve(error.text);
      else reject(error);
      return;
    }
    for (const message of messages) {
      try {
        this.act(this.protocol.read(message), resolve, reject);
      } catch (error) {
        if (error instanceof VendorError && error.code === 'MALFORMED') this.listener.malformed(error);
        else reject(error);
      }
    }
  }

  private act(signal: StreamSignal, resolve: (reason: string) => void, reject: (error: unknown) => void): void {
    switch (signal.kind) {
      case 'greeting':
        this.socket?.send(this.protocol.authenticate());
        return;
      case 'authenticated':
        this.authenticated = true;
        this.sendChange();
        return;
      case 'subscribed':
        if (!this.isUp) this.listener.up();
        this.isUp = true;
        return;
      case 'event':
        this.listener.event(signal.event);
        return;
      case 'refused':
        if (signal.fatal) reject(this.redacted(signal.error));
        else resolve(this.redacted(signal.error).text);
        return;
      case 'ignored':
    }
  }

  private sendChange(): void {
    const add = [...this.wanted].filter((symbol) => !this.active.has(symbol));
    const remove = [...this.active].filter((symbol) => !this.wanted.has(symbol));
    this.active = this.wanted;
    if (add.length === 0 && remove.length === 0) return;
    for (const message of this.protocol.change(add, remove)) this.socket?.send(message);
  }

  /** Ends a connection that never comes up or has fallen silent; pings are answered even when nothing is traded. */
  private watch(socket: WebSocket, over: AbortSignal, resolve: (reason: string) => void): void {
    let alive = true;
    const heard = () => {
      alive = true;
    };
    socket.on('message', heard).on('pong', heard);
    const deadline = setTimeout(() => {
      if (!this.isUp) resolve('the vendor did not let us in in time');
    }, this.times.handshakeMs);
    const beat = setInterval(() => {
      if (!alive) resolve('the connection has fallen silent');
      alive = false;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, this.times.idleMs);
    over.addEventListener('abort', () => {
      clearTimeout(deadline);
      clearInterval(beat);
    });
  }

  /** Vendors may say which key they refuse. */
  private redacted({ code, text, details }: VendorError): VendorError {
    return new VendorError(code, this.redactor.redact(text), details);
  }

  private reasonOf(error: Error): string {
    return this.redactor.redact('code' in error ? String(error.code) : error.message);
  }
}

function toBuffer(data: WebSocket.RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
