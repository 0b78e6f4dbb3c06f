import 'reflect-metadata';
import type { DescMethod, Message, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices/decorators/message-pattern.decorator.js';
import { type CallContext, detachedContext } from './call-context.js';
import { type CheckedHandler, checkedHandler, type RawHandler } from './checked-handler.js';
import { GrpcStatusFilter } from './grpc-status.js';
import { answerStream, isServerCall, WireCall } from './wire-call.js';

/** What a handler of a method answers: a message or its plain fields, or a stream of them. */
export type Answer<M extends DescMethod> = M['methodKind'] extends 'server_streaming'
  ? AsyncIterable<MessageInitShape<M['output']>>
  : Promise<MessageInitShape<M['output']>> | MessageInitShape<M['output']>;

/** The signature the contract gives a controller's method. */
export type Handler<M extends DescMethod> = (request: MessageShape<M['input']>, context: CallContext) => Answer<M>;

const handlersByFunction = new WeakMap<object, CheckedHandler>();
const statusFilter = new GrpcStatusFilter();

/**
 * Makes a method of a Nest controller the handler of an RPC. The compiler holds the method to the contract.
 *
 * The decorated method takes `(request, context)`, checks the request against the contract's rules and rejects with a
 * `ConnectError`. Nest's gRPC transport calls the same function with `(request, metadata, call)`.
 *
 * @throws Error for a method that streams requests: no contract has one
 */
export function Rpc<M extends DescMethod>(method: M) {
  if (method.methodKind !== 'unary' && method.methodKind !== 'server_streaming') {
    throw new Error(`${method.toString()}: streaming requests are not supported`);
  }
  return <F extends Handler<M>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    const written = descriptor.value;
    if (written === undefined) throw new Error(`@Rpc(${method.name}) belongs on a method`);
    const handler = checkedHandler(method, written as unknown as RawHandler);
    const decorated = method.methodKind === 'unary' ? unaryEntry(handler) : streamEntry(handler);
    handlersByFunction.set(decorated, handler);
    descriptor.value = decorated as unknown as F;
    const plain = descriptor as PropertyDescriptor;
    GrpcMethod(method.parent.typeName, method.name)(target, key, plain);
    UseFilters(statusFilter)(target, key, plain);
  };
}

/** The handler behind a decorated method; undefined for any other function. */
export function handlerOf(candidate: unknown): CheckedHandler | undefined {
  return typeof candidate === 'function' ? handlersByFunction.get(candidate) : undefined;
}

function unaryEntry(handler: CheckedHandler) {
  return function rpc(this: object, request: Message, second?: unknown, call?: unknown) {
    const context = isServerCall(call)
      ? new WireCall(call)
      : ((second as CallContext | undefined) ?? detachedContext());
    return handler.unary(this, request, context);
  };
}

function streamEntry(handler: CheckedHandler) {
  return function rpc(this: object, request: Message, second?: unknown, call?: unknown) {
    if (isServerCall(call)) {
      const context = new WireCall(call);
      return answerStream(handler.stream(this, request, context), call, context);
    }
    return handler.stream(this, request, (second as CallContext | undefined) ?? detachedContext());
  };
}
