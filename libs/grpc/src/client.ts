import type {
  DescMessage,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from '@bufbuild/protobuf';
import { type CallOptions, type Client, makeAnyClient, type Transport } from '@connectrpc/connect';

/**
 * A Connect client of a service. Unlike Connect's own `createClient`, a consumer that leaves a stream early (`break`,
 * `return`, an error in the loop's body) ends the call: Connect's drops the iterator's `return`, and the server would go on
 * until its deadline.
 */
export function createServiceClient<S extends DescService>(service: S, transport: Transport): Client<S> {
  return makeAnyClient(service, (method) => {
    if (method.methodKind === 'unary') return unaryFunction(transport, method);
    return method.methodKind === 'server_streaming' ? streamFunction(transport, method) : null;
  }) as Client<S>;
}

function unaryFunction<I extends DescMessage, O extends DescMessage>(
  transport: Transport,
  method: DescMethodUnary<I, O>,
) {
  return async (request: MessageInitShape<I>, options?: CallOptions): Promise<MessageShape<O>> => {
    const response = await transport.unary(method, options?.signal, options?.timeoutMs, options?.headers, request);
    options?.onHeader?.(response.header);
    options?.onTrailer?.(response.trailer);
    return response.message;
  };
}

function streamFunction<I extends DescMessage, O extends DescMessage>(
  transport: Transport,
  method: DescMethodServerStreaming<I, O>,
) {
  return async function* (request: MessageInitShape<I>, options?: CallOptions): AsyncGenerator<MessageShape<O>> {
    const response = await transport.stream(
      method,
      options?.signal,
      options?.timeoutMs,
      options?.headers,
      one(request),
    );
    options?.onHeader?.(response.header);
    yield* response.message;
    options?.onTrailer?.(response.trailer);
  };
}

async function* one<T>(value: T): AsyncGenerator<T> {
  yield value;
}
