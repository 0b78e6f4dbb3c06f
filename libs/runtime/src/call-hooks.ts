import type { RpcHooks } from '@cream/grpc';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';

/** The calls of one process: logged when they fail inside, counted, and ended when the process stops. */
export class CallHooks {
  readonly #openStreams = new Set<() => void>();

  constructor(private readonly metrics?: Metrics) {}

  /** The hooks for the controllers of one service. */
  forService(log: Logger): RpcHooks {
    const metrics = this.metrics;
    return {
      ...(metrics && { finished: (method, code, seconds) => metrics.callFinished(method, code, seconds) }),
      failed: (method, cause) =>
        log.error({ err: cause, rpc: `${method.parent.typeName}/${method.name}` }, 'a handler failed'),
      streaming: (_method, end) => {
        this.#openStreams.add(end);
        return () => this.#openStreams.delete(end);
      },
    };
  }

  /** Ends every open stream with UNAVAILABLE: without it a shutdown would wait for readers that never leave. */
  endStreams(): void {
    for (const end of this.#openStreams) end();
  }
}
