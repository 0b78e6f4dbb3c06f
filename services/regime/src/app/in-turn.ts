import type { Steps } from '@cream/quant';

/**
 * Runs long work while this process answers others between its steps: beside training, execution may share the thread.
 * @throws the signal's reason when it aborts
 */
export async function inTurn<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise(setImmediate);
  }
}
