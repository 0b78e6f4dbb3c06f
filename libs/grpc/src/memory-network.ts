import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodStreaming,
  type DescMethodUnary,
  fromBinary,
  type Message,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { Code, ConnectError, type StreamResponse, type Transport, type UnaryResponse } from '@connectrpc/connect';
import { canceled, unavailable } from './errors.js';
import type { BoundHandler } from './handlers.js';
import type { HeaderFields } from './headers.js';
import { MemoryCall } from './memory-call.js';
import { onlyMessage, streamResponse, unaryResponse } from './responses.js';
import { DEFAULT_TIMEOUT_MS, effectiveTimeout } from './timeouts.js';

/**
 * How messages travel inside a process: `direct` hands the very object over; `round-trip` encodes and decodes it, so that
 * both sides have their own. Tests run both: a difference means that somebody changes a message that is not theirs.
 */
export type MemoryCodec = 'direct' | 'round-trip';

export interface MemoryNetworkOptions {
  /** Default `direct`. */
  readonly codec?: MemoryCodec | undefined;
  /** For unary calls that do not say; default 30 000. */
  readonly defaultTimeoutMs?: number | undefined;
}

/** The services of one process by target name, and transports that reach them without a wire. */
export class MemoryNetwork {
  readonly #targets = new Map<string, Map<DescMethod, BoundHandler>>();
  readonly #codec: MemoryCodec;
  readonly #defaultTimeoutMs: number;

  constructor(options: MemoryNetworkOptions = {}) {
    this.#codec = options.codec ?? 'direct';
    this.#defaultTimeoutMs = options.defaultTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** Makes handlers reachable under a target's name; replaces what was there. */
  register(target: string, handlers: Iterable<BoundHandler>): void {
    this.#targets.set(target, new Map([...handlers].map((handler) => [handler.method, handler])));
  }

  /** Takes a target off; calls answer UNAVAILABLE from then on. */
  unregister(target: string): void {
    this.#targets.delete(target);
  }

  /** A transport to a target. The target may be registered later. */
  transport(target: string): Transport {
    const find = (method: DescMethod) => this.#find(target, method);
    const carry = this.#codec === 'direct' ? handOver : copy;
    const defaultTimeoutMs = this.#defaultTimeoutMs;
    return {
      async unary<I extends DescMessage, O extends DescMessage>(
        method: DescMethodUnary<I, O>,
        signal: AbortSignal | undefined,
        timeoutMs: number | undefined,
        header: HeaderFields | undefined,
        input: MessageInitShape<I>,
      ): Promise<UnaryResponse<I, O>> {
        const handler = find(method);
        const call = new MemoryCall(signal, effectiveTimeout(timeoutMs, defaultTimeoutMs), header);
        try {
          // A call that is over before it starts never reaches the handler.
          if (call.cancellation) throw call.cancellation;
          const request = carry(method.input, create(method.input, input));
          const answer = await call.wait(handler.unary(request, call));
          return unaryResponse(method, carry(method.output, answer) as MessageShape<O>);
        } finally {
          call.finish();
        }
      },

      async stream<I extends DescMessage, O extends DescMessage>(
        method: DescMethodStreaming<I, O>,
        signal: AbortSignal | undefined,
        timeoutMs: number | undefined,
        header: HeaderFields | undefined,
        input: AsyncIterable<MessageInitShape<I>>,
      ): Promise<StreamResponse<I, O>> {
        const handler = find(method);
        const request = carry(method.input, create(method.input, await onlyMessage(method, input)));
        const begin = () => new MemoryCall(signal, effectiveTimeout(timeoutMs, undefined), header);
        return streamResponse(method, receive<O>(method, handler, request, begin, carry));
      },
    };
  }

  #find(target: string, method: DescMethod): BoundHandler {
    const handlers = this.#targets.get(target);
    if (handlers === undefined) throw unavailable(`${target} is not running in this process`);
    const handler = handlers.get(method);
    if (handler === undefined) {
      throw new ConnectError(
        `${target} does not implement ${method.parent.typeName}/${method.name}`,
        Code.Unimplemented,
      );
    }
    return handler;
  }
}

/** The call begins with the first read, so that a stream nobody reads costs nothing and leaves nothing behind. */
async function* receive<O extends DescMessage>(
  method: DescMethodStreaming,
  handler: BoundHandler,
  request: Message,
  begin: () => MemoryCall,
  carry: Carry,
): AsyncGenerator<MessageShape<O>> {
  const call = begin();
  const messages = handler.stream(request, call);
  let open = true;
  try {
    for (;;) {
      const step = await call.wait(messages.next());
      if (step.done) {
        open = false;
        return;
      }
      yield carry(method.output, step.value) as MessageShape<O>;
    }
  } finally {
    call.finish();
    if (open) {
      call.cancel(canceled());
      // Not awaited: a handler that is slow to notice must not hold up its reader. Its errors went to its hooks.
      messages.return().catch(() => undefined);
    }
  }
}

type Carry = (schema: DescMessage, message: Message) => Message;

const handOver: Carry = (_schema, message) => message;

const copy: Carry = (schema, message) => fromBinary(schema, toBinary(schema, message));
