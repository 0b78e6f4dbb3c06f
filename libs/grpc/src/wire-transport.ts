import {
  create,
  type DescMessage,
  type DescMethodStreaming,
  type DescMethodUnary,
  type DescService,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import type { StreamResponse, Transport, UnaryResponse } from '@connectrpc/connect';
import type { CallOptions, ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { canceled } from './errors.js';
import { grpcJs } from './grpc-js.js';
import { fromStatus, toMetadata } from './grpc-status.js';
import type { HeaderFields } from './headers.js';
import { MESSAGE_LIMIT_BYTES } from './message-limit.js';
import { onlyMessage, streamResponse, unaryResponse } from './responses.js';
import { methodDefinition } from './service-definition.js';
import { DEFAULT_TIMEOUT_MS, effectiveTimeout } from './timeouts.js';

export interface WireTransportOptions {
  /** `host:port`, or a gRPC target with a scheme. Every address the name resolves to takes its turn. */
  readonly address: string;
  /** The services that will be called, for the retry policy of their methods. */
  readonly services: readonly DescService[];
  /** For unary calls that do not say; default 30 000. */
  readonly defaultTimeoutMs?: number | undefined;
}

/** A transport over gRPC channels; `close` ends its connections. */
export interface WireTransport extends Transport {
  close(): void;
}

/** @returns a transport that connects with its first call */
export function createWireTransport(options: WireTransportOptions): WireTransport {
  const target =
    options.address.includes('://') || options.address.startsWith('dns:')
      ? options.address
      : `dns:///${options.address}`;
  const defaultTimeoutMs = options.defaultTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { Client, credentials } = grpcJs();
  const client = new Client(target, credentials.createInsecure(), {
    'grpc.service_config': serviceConfig(options.services),
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.max_receive_message_length': MESSAGE_LIMIT_BYTES,
  });

  return {
    unary<I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: HeaderFields | undefined,
      input: MessageInitShape<I>,
    ): Promise<UnaryResponse<I, O>> {
      if (signal?.aborted) return Promise.reject(canceled());
      const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
      return new Promise((resolve, reject) => {
        const answered = (error: ServiceError | null, message?: Message) => {
          signal?.removeEventListener('abort', leave);
          if (error) reject(fromStatus(error));
          else resolve(unaryResponse(method, message as MessageShape<O>));
        };
        const call = client.makeUnaryRequest<Message, Message>(
          path,
          requestSerialize,
          responseDeserialize,
          create(method.input, input),
          toMetadata(header),
          callOptions(effectiveTimeout(timeoutMs, defaultTimeoutMs)),
          answered,
        );
        const leave = () => call.cancel();
        signal?.addEventListener('abort', leave);
      });
    },

    async stream<I extends DescMessage, O extends DescMessage>(
      method: DescMethodStreaming<I, O>,
      signal: AbortSignal | undefined,
      timeoutMs: number | undefined,
      header: HeaderFields | undefined,
      input: AsyncIterable<MessageInitShape<I>>,
    ): Promise<StreamResponse<I, O>> {
      const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
      const request = create(method.input, await onlyMessage(method, input));
      const begin = () =>
        client.makeServerStreamRequest<Message, Message>(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          toMetadata(header),
          callOptions(effectiveTimeout(timeoutMs, undefined)),
        );
      return streamResponse(method, receive<O>(begin, signal));
    },

    close: () => client.close(),
  };
}

/** The call begins with the first read, so that a stream nobody reads costs nothing and leaves nothing behind. */
async function* receive<O extends DescMessage>(
  begin: () => ClientReadableStream<Message>,
  signal: AbortSignal | undefined,
): AsyncGenerator<MessageShape<O>> {
  if (signal?.aborted) throw canceled();
  const call = begin();
  const leave = () => call.cancel();
  signal?.addEventListener('abort', leave);
  // An error that arrives after the reader left has nobody to go to; without a listener it would end the process.
  call.on('error', () => undefined);
  try {
    for await (const message of call) yield message as MessageShape<O>;
  } catch (error) {
    throw isServiceError(error) ? fromStatus(error) : error;
  } finally {
    signal?.removeEventListener('abort', leave);
    // Leaving a grpc-js stream does not end its call; after the end this does nothing.
    call.cancel();
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;
}

function callOptions(timeoutMs: number | undefined): CallOptions {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}

/** Round-robin over all addresses; another try on UNAVAILABLE, but only for methods that change nothing. */
function serviceConfig(services: readonly DescService[]): string {
  const safe = services.flatMap((service) =>
    service.methods
      .filter((method) => method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS)
      .map((method) => ({ service: service.typeName, method: method.name })),
  );
  const retryPolicy = {
    maxAttempts: 4,
    initialBackoff: '0.05s',
    maxBackoff: '1s',
    backoffMultiplier: 2,
    retryableStatusCodes: ['UNAVAILABLE'],
  };
  return JSON.stringify({
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: safe.length > 0 ? [{ name: safe, retryPolicy }] : [],
  });
}
