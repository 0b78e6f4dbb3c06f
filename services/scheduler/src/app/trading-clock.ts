import type { Logger } from '@cream/runtime';
import type { CycleRunner } from './cycle-runner.js';
import type { Timer } from './timer.js';
import type { TradingCyclePlan } from './trading-cycle-plan.js';
import type { TradingSessions } from './trading-sessions.js';

/** When market-data does not answer, or knows no session ahead, it is asked again after this time. */
const RETRY_MS = 60_000;

export interface TradingClockParts {
  readonly plan: TradingCyclePlan;
  readonly sessions: TradingSessions;
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
  #life: AbortController | undefined;

  constructor(private readonly parts: TradingClockParts) {}

  get ticking(): boolean {
    return this.#life !== undefined;
  }

  /** Does nothing when it ticks already or the plan is not enabled. */
  start(): void {
    if (this.ticking || !this.parts.plan.enabled) return;
    this.#life = new AbortController();
    void this.arm(this.parts.now(), this.#life.signal);
  }

  /** Takes the next run back and ends the one that is going on; the orchestrator resumes it when it is run again. */
  async stop(): Promise<void> {
    this.#life?.abort();
    this.#life = undefined;
    this.#takeBack?.();
    this.#takeBack = undefined;
    await this.#running;
  }

  /** Never rejects: there is nobody to reject to. What goes wrong is logged and tried again. */
  private async arm(afterMs: number, life: AbortSignal): Promise<void> {
    const { sessions, log } = this.parts;
    try {
      const slotMs = await sessions.nextClose(afterMs);
      if (life.aborted) return;
      if (slotMs === undefined) {
        log.error(
          { after: new Date(afterMs).toISOString() },
          'the calendar knows no session ahead; asking again later',
        );
        this.retry(afterMs, life);
        return;
      }
      this.wait(slotMs, life);
    } catch (err) {
      if (life.aborted) return;
      log.error({ err }, 'the sessions ahead are unknown; asking again later');
      this.retry(afterMs, life);
    }
  }

  private retry(afterMs: number, life: AbortSignal): void {
    this.#takeBack = this.parts.timer.after(RETRY_MS, () => void this.arm(afterMs, life));
  }

  private wait(slotMs: number, life: AbortSignal): void {
    const { timer, now, plan } = this.parts;
    const delayMs = Math.max(0, slotMs + plan.delayMs - now());
    this.#takeBack = timer.after(delayMs, () => {
      // A timer measures time that passed; the machine's clock may have been set in between.
      if (now() < slotMs + plan.delayMs) {
        this.wait(slotMs, life);
        return;
      }
      this.#running = this.run(slotMs, life).then(() => (life.aborted ? undefined : this.arm(slotMs, life)));
    });
  }

  private async run(slotMs: number, life: AbortSignal): Promise<void> {
    const { plan, runner, log } = this.parts;
    const slot = new Date(slotMs).toISOString();
    try {
      const summary = await runner.run({ ...plan, slotMs }, life);
      log.info({ slot, cycleId: summary?.cycleId, status: summary?.status }, 'the cycle of the slot has run');
    } catch (err) {
      log.error({ err, slot }, life.aborted ? 'the cycle was interrupted' : 'the cycle failed; trigger its slot again');
    }
  }
}
