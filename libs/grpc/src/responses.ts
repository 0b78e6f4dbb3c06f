import type { DescMessage, DescMethod, DescMethodStreaming, DescMethodUnary, MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError, type StreamResponse, type UnaryResponse } from '@connectrpc/connect';

/** Connect's form of a unary answer. Headers and trailers are made only when read: nothing here does. */
export function unaryResponse<I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  message: MessageShape<O>,
): UnaryResponse<I, O> {
  return {
    stream: false,
    service: method.parent,
    method,
    message,
    get header() {
      return new Headers();
    },
    get trailer() {
      return new Headers();
    },
  };
}

/** Connect's form of a streamed answer. */
export function streamResponse<I extends DescMessage, O extends DescMessage>(
  method: DescMethodStreaming<I, O>,
  message: AsyncIterable<MessageShape<O>>,
): StreamResponse<I, O> {
  return { stream: true, service: method.parent, method, message, header: new Headers(), trailer: new Headers() };
}

/** The one request of a server-streaming call. */
export async function onlyMessage<T>(method: DescMethod, input: AsyncIterable<T>): Promise<T> {
  if (method.methodKind === 'server_streaming') {
    for await (const message of input) return message;
  }
  throw new ConnectError(`${method.toString()}: a server-streaming call with one request expected`, Code.Internal);
}
