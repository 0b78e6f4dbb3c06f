import { once } from 'node:events';
import type { Message } from '@bufbuild/protobuf';
import type { Metadata, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Observable } from 'rxjs';
import { Call } from './call-context.js';
import { canceled, deadlineExceeded } from './errors.js';
import { toHeaders } from './grpc-status.js';

/** The part of grpc-js's server calls that is used here. */
export type ServerCall = Pick<ServerUnaryCall<unknown, unknown>, 'cancelled' | 'getDeadline' | 'metadata' | 'on'>;

export function isServerCall(candidate: unknown): candidate is ServerCall {
  return typeof candidate === 'object' && candidate !== null && 'getDeadline' in candidate;
}

function deadlineOf(call: ServerCall): number | undefined {
  const deadline = call.getDeadline();
  const ms = deadline instanceof Date ? deadline.getTime() : deadline;
  return Number.isFinite(ms) ? ms : undefined;
}

/** A call that came over the wire. */
export class WireCall extends Call {
  #watching = false;

  constructor(private readonly call: ServerCall) {
    super(deadlineOf(call), () => toHeaders(call.metadata as Metadata));
  }

  override get signal(): AbortSignal {
    this.watch();
    return super.signal;
  }

  /** Starts to follow the caller's cancellation. Left undone for handlers that never ask for the signal. */
  watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    if (this.call.cancelled) this.cancel(this.why());
    else this.call.on('cancelled', () => this.cancel(this.why()));
  }

  private why() {
    return this.deadlineMs !== undefined && Date.now() >= this.deadlineMs ? deadlineExceeded() : canceled();
  }
}

/**
 * A handler's messages as the observable Nest's transport wants. The next message is asked for only when the last one fits
 * into the connection's buffer: Nest itself would pile up what a slow reader does not take.
 */
export function answerStream(
  messages: AsyncGenerator<Message, void, undefined>,
  call: ServerCall,
  context: WireCall,
): Observable<Message> {
  const connection = call as unknown as ServerWritableStream<unknown, unknown>;
  return new Observable<Message>((subscriber) => {
    context.watch();
    const pump = async () => {
      while (!subscriber.closed) {
        const step = await messages.next();
        if (step.done) return subscriber.complete();
        subscriber.next(step.value);
        if (connection.writableNeedDrain) await drained(connection);
      }
    };
    pump().catch((error: unknown) => subscriber.error(error));
    // A reader that left must not keep the handler running. What the handler throws while it is stopped was reported to
    // the hooks already and has no reader left.
    return () => void messages.return().catch(() => undefined);
  });
}

async function drained(connection: ServerWritableStream<unknown, unknown>): Promise<void> {
  const stop = new AbortController();
  try {
    await Promise.race([
      once(connection, 'drain', { signal: stop.signal }),
      once(connection, 'cancelled', { signal: stop.signal }),
      once(connection, 'close', { signal: stop.signal }),
    ]);
  } finally {
    stop.abort();
  }
}
