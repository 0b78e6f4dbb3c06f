import { ConnectError } from '@connectrpc/connect';
import { Call } from './call-context.js';
import { canceled, deadlineExceeded } from './errors.js';
import type { HeaderFields } from './headers.js';

/** A call inside one process: ends with its caller's signal or its own deadline, whichever comes first. */
export class MemoryCall extends Call {
  #timer: NodeJS.Timeout | undefined;
  #interrupt: ((reason: ConnectError) => void) | undefined;
  readonly #callerSignal: AbortSignal | undefined;

  constructor(callerSignal: AbortSignal | undefined, timeoutMs: number | undefined, headers: HeaderFields | undefined) {
    super(timeoutMs === undefined ? undefined : Date.now() + timeoutMs, () => new Headers(headers));
    this.#callerSignal = callerSignal;
    if (callerSignal?.aborted) this.cancel(canceled());
    else callerSignal?.addEventListener('abort', this.#callerLeft);
    if (timeoutMs !== undefined) this.#timer = setTimeout(() => this.cancel(deadlineExceeded()), timeoutMs);
  }

  override cancel(reason: ConnectError): void {
    super.cancel(reason);
    this.#interrupt?.(reason);
  }

  /** The work's result, or the reason the call was ended with while it was going on. One wait at a time. */
  wait<T>(work: Promise<T>): Promise<T> {
    if (this.cancellation !== undefined) {
      work.catch(() => undefined); // reported by the handler's hooks; the caller hears of the cancellation
      return Promise.reject(this.cancellation);
    }
    return new Promise<T>((resolve, reject) => {
      this.#interrupt = reject;
      work.then(resolve, (error: unknown) => reject(error instanceof ConnectError ? asReceived(error) : error));
    });
  }

  /** Lets go of timer and caller. To be called exactly once when the call is over. */
  finish(): void {
    clearTimeout(this.#timer);
    this.#callerSignal?.removeEventListener('abort', this.#callerLeft);
    this.#interrupt = undefined;
  }

  readonly #callerLeft = () => this.cancel(canceled());
}

/** What a caller may see of an error: as over the wire, not the cause. */
function asReceived(error: ConnectError): ConnectError {
  return error.cause === undefined ? error : new ConnectError(error.rawMessage, error.code, error.metadata);
}
