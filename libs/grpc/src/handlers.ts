import type { DescMethod, DescService, Message } from '@bufbuild/protobuf';
import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { CallContext } from './call-context.js';
import { handlerOf } from './rpc.js';
import { attachHooks, type RpcHooks } from './rpc-hooks.js';

/** A handler with the controller it belongs to, ready to be called by a transport. */
export interface BoundHandler {
  readonly method: DescMethod;
  unary(request: Message, context: CallContext): Promise<Message>;
  stream(request: Message, context: CallContext): AsyncGenerator<Message, void, undefined>;
}

/** The handlers of controllers, in no particular order. Base classes count. */
export function handlersOf(controllers: Iterable<object>, hooks?: RpcHooks): BoundHandler[] {
  const bound: BoundHandler[] = [];
  for (const controller of controllers) {
    if (hooks) attachHooks(controller, hooks);
    for (const name of methodNames(controller)) {
      const handler = handlerOf((controller as Record<string, unknown>)[name]);
      if (handler === undefined) continue;
      bound.push({
        method: handler.method,
        unary: (request, context) => handler.unary(controller, request, context),
        stream: (request, context) => handler.stream(controller, request, context),
      });
    }
  }
  return bound;
}

/** All controllers of a Nest application, in any of its modules. */
export function controllersOf(app: INestApplicationContext): object[] {
  const controllers = new Set<object>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const wrapper of module.controllers.values()) {
      if (wrapper.instance) controllers.add(wrapper.instance);
    }
  }
  return [...controllers];
}

/**
 * Refuses handlers that do not fit the services: every method needs exactly one, and no other method may have any.
 *
 * @throws Error naming each method that is missing, doubled or not part of the services
 */
export function checkHandlers(
  owner: string,
  services: readonly DescService[],
  handlers: readonly Pick<BoundHandler, 'method'>[],
): void {
  const counts = new Map<DescMethod, number>();
  for (const { method } of handlers) counts.set(method, (counts.get(method) ?? 0) + 1);
  const expected = services.flatMap((service) => service.methods);
  const known = new Set(expected);
  const complaints = [
    complaint(
      'no handler for',
      expected.filter((method) => !counts.has(method)),
    ),
    complaint(
      'more than one handler for',
      [...counts].filter(([, count]) => count > 1).map(([method]) => method),
    ),
    complaint(
      'a handler it does not implement:',
      [...counts.keys()].filter((method) => !known.has(method)),
    ),
  ].filter((text) => text !== undefined);
  if (complaints.length > 0) throw new Error(`${owner} has ${complaints.join('; ')}`);
}

function complaint(text: string, methods: readonly DescMethod[]): string | undefined {
  if (methods.length === 0) return undefined;
  return `${text} ${methods.map((method) => `${method.parent.typeName}/${method.name}`).join(', ')}`;
}

function methodNames(controller: object): Set<string> {
  const names = new Set<string>();
  for (
    let type = Object.getPrototypeOf(controller);
    type && type !== Object.prototype;
    type = Object.getPrototypeOf(type)
  ) {
    for (const name of Object.getOwnPropertyNames(type)) {
      // Reading a getter here would run code of the controller.
      if (typeof Object.getOwnPropertyDescriptor(type, name)?.value === 'function') names.add(name);
    }
  }
  return names;
}
