import type { DescMethod } from '@bufbuild/protobuf';
import type { Code } from '@connectrpc/connect';

/** What a process wants to hear about the calls its controllers answer. */
export interface RpcHooks {
  /** A call ended. `code` is undefined for OK. */
  finished?(method: DescMethod, code: Code | undefined, seconds: number): void;
  /** A handler failed in a way the caller only sees as INTERNAL. */
  failed?(method: DescMethod, cause: unknown): void;
  /** A stream began; the returned function is called when it ends. `end` ends it with UNAVAILABLE. */
  streaming?(method: DescMethod, end: () => void): () => void;
}

const hooksByController = new WeakMap<object, RpcHooks>();

/** Attaches hooks to a controller; calls of it are reported from then on. */
export function attachHooks(controller: object, hooks: RpcHooks): void {
  hooksByController.set(controller, hooks);
}

export function hooksOf(controller: object): RpcHooks | undefined {
  return hooksByController.get(controller);
}
