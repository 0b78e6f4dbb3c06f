import type { AdapterRuntime } from './runtime.js';

/** A vendor's allowance. */
export interface RateLimit {
  /** Requests that may go at once. */
  readonly burst: number;
  readonly perSecond: number;
  /** Requests that may wait for their turn; more are refused at once. */
  readonly waiting: number;
}

/**
 * Lets requests through at a vendor's pace, first come first served. A waiting request holds its place in line and takes its
 * token only when there is a whole one, so the bucket never goes below zero however many wait.
 */
export class TokenBucket {
  private tokens: number;
  private filledMs: number;
  private waitingNow = 0;
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly limit: RateLimit,
    private readonly runtime: AdapterRuntime,
  ) {
    if (!(limit.burst >= 1) || !(limit.perSecond > 0)) {
      throw new RangeError(
        `a rate limit of ${limit.burst} at once and ${limit.perSecond} per second lets nothing through`,
      );
    }
    this.tokens = limit.burst;
    this.filledMs = runtime.clock.now();
  }

  /** Tokens left, never negative. */
  get available(): number {
    this.fill();
    return this.tokens;
  }

  /**
   * Waits for a token and takes it. False when the line is full.
   * @throws the signal's reason when it aborts meanwhile
   */
  async take(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (this.waitingNow === 0 && this.available >= 1) {
      this.tokens -= 1;
      return true;
    }
    if (this.waitingNow >= this.limit.waiting) return false;
    this.waitingNow += 1;
    const turn = this.line.then(() => this.takeInTurn(signal));
    this.line = turn.then(nothing, nothing);
    try {
      await turn;
      return true;
    } finally {
      this.waitingNow -= 1;
    }
  }

  private async takeInTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (this.fill(); this.tokens < 1; this.fill()) {
      await this.runtime.sleep(Math.ceil(((1 - this.tokens) / this.limit.perSecond) * 1000), signal);
    }
    this.tokens -= 1;
  }

  private fill(): void {
    const now = this.runtime.clock.now();
    const passed = Math.max(0, now - this.filledMs);
    this.filledMs = now;
    this.tokens = Math.min(this.limit.burst, this.tokens + (passed / 1000) * this.limit.perSecond);
  }
}

function nothing(): void {}
