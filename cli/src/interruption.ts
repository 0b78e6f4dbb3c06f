const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A signal that is aborted when the process is told to stop. A second time ends it at once, as if nobody listened. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
}

export function untilInterrupted(): Interruption {
  const controller = new AbortController();
  const stopListening = () => {
    for (const name of SIGNALS) process.off(name, interrupt);
  };
  const interrupt = () => {
    stopListening();
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return { signal: controller.signal, [Symbol.dispose]: stopListening };
}
