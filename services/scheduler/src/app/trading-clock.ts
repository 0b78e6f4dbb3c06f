import type { Logger } from '@cream/runtime';
import type { CycleRunner } from './cycle-runner.js';
import type { MarketHours } from './market-hours.js';
import type { Timer } from './timer.js';
import type { TradingCyclePlan } from './trading-cycle-plan.js';

/** When market-data does not answer, or knows no session ahead, it is asked again after this time. */
const RETRY_MS = 60_000;

export interface TradingClockParts {
  readonly plan: TradingCyclePlan;
  readonly hours: MarketHours;
  readonly runner: CycleRunner;
  readonly timer: Timer;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/**
 * Runs the trading cycle once at each session's close, from the moment it is started. A close that passed while it was
 * stopped is not made up for: whoever wants that cycle triggers its slot.
 */
export class TradingClock {
  #takeBack: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  /** One per start: what an earlier start left behind must not go on. */
  #ticking: AbortController | undefined;
  readonly #closed = new AbortController();

  constructor(private readonly parts: TradingClockParts) {}

  /** Does nothing when it ticks already or the plan is not enabled. */
  start(): void {
    if (this.#ticking !== undefined || !this.parts.plan.enabled) return;
    this.#ticking = new AbortController();
    void this.arm(this.parts.now(), this.#ticking.signal);
  }

  /** Takes the next run back. A cycle that is going on is finished: it may have orders to send. */
  stop(): void {
    this.#ticking?.abort();
    this.#ticking = undefined;
    this.#takeBack?.();
    this.#takeBack = undefined;
  }

  /** For the end of the process: stops, and interrupts a cycle that is going on; the orchestrator can resume it. */
  async close(): Promise<void> {
    this.stop();
    this.#closed.abort();
    await this.#running;
  }

  /** Never rejects: there is nobody to reject to. What goes wrong is logged and tried again. */
  private async arm(afterMs: number, ticking: AbortSignal): Promise<void> {
    const { hours, log } = this.parts;
    try {
      const slotMs = await hours.nextClose(afterMs);
      if (ticking.aborted) return;
      if (slotMs === undefined) {
        log.error(
          { after: new Date(afterMs).toISOString() },
          'the calendar knows no session ahead; asking again later',
        );
        this.retry(afterMs, ticking);
        return;
      }
      this.wait(slotMs, ticking);
    } catch (err) {
      if (ticking.aborted) return;
      log.error({ err }, 'the sessions ahead are unknown; asking again later');
      this.retry(afterMs, ticking);
    }
  }

  private retry(afterMs: number, ticking: AbortSignal): void {
    this.#takeBack = this.parts.timer.after(RETRY_MS, () => void this.arm(afterMs, ticking));
  }

  private wait(slotMs: number, ticking: AbortSignal): void {
    const { timer, now, plan } = this.parts;
    const delayMs = Math.max(0, slotMs + plan.delayMs - now());
    this.#takeBack = timer.after(delayMs, () => {
      // A timer measures time that passed; the machine's clock may have been set in between.
      if (now() < slotMs + plan.delayMs) {
        this.wait(slotMs, ticking);
        return;
      }
      this.#running = this.run(slotMs).then(() => (ticking.aborted ? undefined : this.arm(slotMs, ticking)));
    });
  }

  private async run(slotMs: number): Promise<void> {
    const { plan, runner, log } = this.parts;
    const slot = new Date(slotMs).toISOString();
    try {
      const { summary } = await runner.run({ ...plan, slotMs }, this.#closed.signal);
      log.info({ slot, cycleId: summary.cycleId, status: summary.status }, 'the cycle of the slot has run');
    } catch (err) {
      log.error(
        { err, slot },
        this.#closed.signal.aborted ? 'the cycle was interrupted' : 'the cycle failed; trigger its slot again',
      );
    }
  }
}
