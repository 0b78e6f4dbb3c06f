import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { type GetSystemResponse, Topic, type WatchResponse } from '@cream/proto/console';
import type { BacktestRun, CycleSummary } from '@cream/proto/cycle';
import { CONSOLE_CLIENT } from './console-client.js';

export type LiveState = 'connecting' | 'live' | 'lost';

/** A stream that says nothing for this long is dead: the gateway sends a heartbeat every 5 s. */
const SILENCE_MS = 12_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;

/** The gateway's event stream, kept open and reopened; the newest event of each kind as a signal. */
@Injectable({ providedIn: 'root' })
export class Live {
  readonly state = signal<LiveState>('connecting');
  readonly system = signal<GetSystemResponse | undefined>(undefined);
  readonly run = signal<BacktestRun | undefined>(undefined);
  readonly cycle = signal<CycleSummary | undefined>(undefined);

  readonly #client = inject(CONSOLE_CLIENT);
  readonly #stop = new AbortController();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop.abort());
    void this.#keepOpen();
  }

  async #keepOpen(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.#stop.signal.aborted) {
      const heard = await this.#listen();
      this.state.set('lost');
      retryMs = heard ? FIRST_RETRY_MS : Math.min(retryMs * 2, LAST_RETRY_MS);
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  /** Listens until the stream ends, however it ends; tells whether anything was heard. */
  async #listen(): Promise<boolean> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    let heard = false;
    try {
      const signal = AbortSignal.any([this.#stop.signal, silence.signal]);
      const topics = [Topic.SYSTEM, Topic.RUNS, Topic.CYCLES];
      for await (const message of this.#client.watch({ topics }, { signal })) {
        heard = true;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        this.state.set('live');
        this.#take(message);
      }
    } catch {
      // The state signal shows "lost" and the caller tries again: a lost stream is normal while the system restarts.
    } finally {
      clearTimeout(timer);
    }
    return heard;
  }

  #take({ event }: WatchResponse): void {
    if (event.case === 'system') this.system.set(event.value);
    else if (event.case === 'run') this.run.set(event.value);
    else if (event.case === 'cycle') this.cycle.set(event.value);
  }
}
