import type { ConnectError } from '@connectrpc/connect';

/** What a handler may know about the call it answers. */
export interface CallContext {
  /** Aborted when the caller gives up, its deadline passes or the process shuts down; its reason is a `ConnectError`. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting, in epoch milliseconds; absent when it waits without end. */
  readonly deadlineMs?: number | undefined;
  /** Request headers, names in lower case. */
  readonly headers: Headers;
}

/**
 * One call on the server's side. Signal and headers are made when a handler first asks for them: most handlers never do,
 * and an in-memory call would spend more time on them than on the call itself.
 */
export class Call implements CallContext {
  readonly deadlineMs: number | undefined;
  #controller: AbortController | undefined;
  #headers: Headers | undefined;
  #cancellation: ConnectError | undefined;

  constructor(
    deadlineMs: number | undefined,
    private readonly readHeaders: () => Headers = () => new Headers(),
  ) {
    this.deadlineMs = deadlineMs;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancellation) this.#controller.abort(this.#cancellation);
    }
    return this.#controller.signal;
  }

  get headers(): Headers {
    this.#headers ??= this.readHeaders();
    return this.#headers;
  }

  /** Why the call was ended early, if it was. */
  get cancellation(): ConnectError | undefined {
    return this.#cancellation;
  }

  /** Ends the call early. Only the first reason counts. */
  cancel(reason: ConnectError): void {
    if (this.#cancellation !== undefined) return;
    this.#cancellation = reason;
    this.#controller?.abort(reason);
  }
}

/** A context without deadline and headers, for calling a handler directly. */
export function detachedContext(): CallContext {
  return new Call(undefined);
}
