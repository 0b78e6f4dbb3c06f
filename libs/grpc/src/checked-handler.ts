import { create, type DescMethod, type Message } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import { Call, type CallContext } from './call-context.js';
import { toConnectError, unavailable } from './errors.js';
import { hooksOf, type RpcHooks } from './rpc-hooks.js';
import { requestValidator } from './validator.js';

/** A controller's method as written: any plain answer, no checks. */
export type RawHandler = (this: object, request: Message, context: CallContext) => unknown;

/**
 * A controller's method with everything a transport relies on: the request satisfies the contract's rules, the answer is a
 * message of the contract, an error is a `ConnectError`, and the call is reported to the controller's hooks.
 */
export interface CheckedHandler {
  readonly method: DescMethod;
  unary(controller: object, request: Message, context: CallContext): Promise<Message>;
  stream(controller: object, request: Message, context: CallContext): AsyncGenerator<Message, void, undefined>;
}

/** What is no answer to the caller's request but the trouble of the service: its log must know. */
const FAILURES: ReadonlySet<Code> = new Set([Code.Internal, Code.DataLoss, Code.ResourceExhausted]);

export function checkedHandler(method: DescMethod, handler: RawHandler): CheckedHandler {
  const rpc = `${method.parent.typeName}/${method.name}`;
  // Compiled with the first request: most methods of a process are never called in it.
  let validate: ((request: Message) => void) | undefined;

  function check(request: Message): void {
    validate ??= requestValidator(method.input);
    validate(request);
  }

  function explain(error: unknown, context: CallContext, hooks: RpcHooks | undefined): ConnectError {
    const shown = toConnectError(error, rpc, context instanceof Call ? context.cancellation : undefined);
    if (FAILURES.has(shown.code) && shown !== error) hooks?.failed?.(method, error);
    return shown;
  }

  return {
    method,

    async unary(controller, request, context) {
      const hooks = hooksOf(controller);
      const startedAt = hooks?.finished ? performance.now() : 0;
      try {
        check(request);
        const answer = await handler.call(controller, request, context);
        // `create` hands a message back as it is and only builds one from a plain object.
        const message = create(method.output, answer as Message);
        hooks?.finished?.(method, undefined, (performance.now() - startedAt) / 1000);
        return message;
      } catch (error) {
        const shown = explain(error, context, hooks);
        hooks?.finished?.(method, shown.code, (performance.now() - startedAt) / 1000);
        throw shown;
      }
    },

    async *stream(controller, request, context) {
      const hooks = hooksOf(controller);
      const startedAt = hooks?.finished ? performance.now() : 0;
      const call = context instanceof Call ? context : undefined;
      const closed = hooks?.streaming?.(method, () => call?.cancel(unavailable('the service is shutting down')));
      // A consumer that stops early leaves through `finally` without passing the end of the loop.
      let code: Code | undefined = Code.Canceled;
      try {
        check(request);
        for await (const answer of handler.call(controller, request, context) as AsyncIterable<Message>) {
          yield create(method.output, answer);
        }
        if (call?.cancellation) throw call.cancellation;
        code = undefined;
      } catch (error) {
        const shown = explain(error, context, hooks);
        code = shown.code;
        throw shown;
      } finally {
        closed?.();
        hooks?.finished?.(method, code, (performance.now() - startedAt) / 1000);
      }
    },
  };
}
