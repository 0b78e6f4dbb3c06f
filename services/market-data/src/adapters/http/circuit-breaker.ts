import type { Clock } from '@cream/runtime';

/** When a vendor is left alone. */
export interface CircuitPolicy {
  /** Newest outcomes looked at. */
  readonly window: number;
  /** Outcomes needed before it may open. */
  readonly minimum: number;
  /** Share of failures, in (0, 1], that opens it. */
  readonly failureShare: number;
  readonly openMs: number;
  /** Requests let through to try a vendor again; all must succeed. */
  readonly trials: number;
}

/** Window of 20, at least 5, half of them failures, 10 s open, 3 trials. */
export const DEFAULT_CIRCUIT: CircuitPolicy = { window: 20, minimum: 5, failureShare: 0.5, openMs: 10_000, trials: 3 };

export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/**
 * Stops asking a vendor that keeps failing. Only failures of the vendor count (5xx, cut connections, time-outs), not
 * answers that refuse a request.
 */
export class CircuitBreaker {
  private outcomes: boolean[] = [];
  private openedMs: number | undefined;
  private trialsStarted = 0;
  private trialsPassed = 0;

  constructor(
    private readonly policy: CircuitPolicy,
    private readonly clock: Clock,
  ) {}

  get state(): CircuitState {
    if (this.openedMs === undefined) return 'CLOSED';
    return this.clock.now() - this.openedMs >= this.policy.openMs ? 'HALF_OPEN' : 'OPEN';
  }

  /** Asks to send a request: 0 when it may go, else the milliseconds after which to ask again. */
  admit(): number {
    const state = this.state;
    if (state === 'CLOSED') return 0;
    if (state === 'OPEN') return (this.openedMs ?? 0) + this.policy.openMs - this.clock.now();
    if (this.trialsStarted >= this.policy.trials) return this.policy.openMs;
    this.trialsStarted += 1;
    return 0;
  }

  /** Reports how an admitted request ended. */
  report(succeeded: boolean): void {
    if (this.openedMs !== undefined) {
      this.reportTrial(succeeded);
      return;
    }
    this.outcomes.push(succeeded);
    if (this.outcomes.length > this.policy.window) this.outcomes.shift();
    if (succeeded) return;
    const failures = this.outcomes.filter((good) => !good).length;
    if (this.outcomes.length >= this.policy.minimum && failures >= this.policy.failureShare * this.outcomes.length) {
      this.open();
    }
  }

  /** Takes back an admitted request whose end says nothing about the vendor, as when the caller gave up. */
  release(): void {
    if (this.openedMs !== undefined) this.trialsStarted = Math.max(0, this.trialsStarted - 1);
  }

  private reportTrial(succeeded: boolean): void {
    // Late ends of requests from before it opened are no trials.
    if (this.state === 'OPEN') return;
    if (!succeeded) {
      this.open();
      return;
    }
    this.trialsPassed += 1;
    if (this.trialsPassed >= this.policy.trials) {
      this.openedMs = undefined;
      this.outcomes = [];
    }
  }

  private open(): void {
    this.openedMs = this.clock.now();
    this.trialsStarted = 0;
    this.trialsPassed = 0;
  }
}
