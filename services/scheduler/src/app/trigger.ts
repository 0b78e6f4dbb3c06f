import { newYorkDate } from '@cream/domain';
import { ConnectError, failedPrecondition } from '@cream/grpc';
import type { Mode } from '@cream/proto/common';
import type { CycleRunner, RunCycle } from './cycle-runner.js';
import type { MarketHours } from './market-hours.js';
import type { PauseStore } from './pause-store.js';
import { TRADING_CYCLE } from './schedules.js';
import type { TradingCyclePlan } from './trading-cycle-plan.js';

/** What somebody wants run now. What is left out is the plan's, or for the slot: the one that is due. */
export interface TriggerWish {
  readonly accountId?: string | undefined;
  /** Epoch milliseconds. */
  readonly slotMs?: number | undefined;
  readonly symbols: readonly string[];
  readonly contextSymbols: readonly string[];
  readonly mode?: Mode | undefined;
}

/** Nothing is run, and that is no failure. */
export interface NotDue {
  readonly notDue: string;
  /** The next close, epoch milliseconds; undefined when the calendar knows none. */
  readonly nextMs: number | undefined;
}

export interface TriggerParts {
  readonly plan: TradingCyclePlan;
  readonly pauses: PauseStore;
  readonly hours: MarketHours;
  readonly runner: CycleRunner;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Runs a cycle because somebody, or a cluster's clock, asks for it. */
export class Trigger {
  constructor(private readonly parts: TriggerParts) {}

  /** @throws ConnectError with the status of the service that failed, its message led by that service's name */
  async run(wish: TriggerWish, signal: AbortSignal): Promise<RunCycle | NotDue> {
    const { plan, runner } = this.parts;
    const named = wish.symbols.length > 0;
    const symbols = named ? wish.symbols : plan.symbols;
    if (symbols.length === 0) {
      throw failedPrecondition(
        'there are no symbols to trade: give the scheduler CREAM_SCHEDULE_SYMBOLS, or name some',
      );
    }
    const slot = await from('market-data', this.slotOf(wish.slotMs));
    if (typeof slot !== 'number') return slot;
    const order = {
      accountId: wish.accountId ?? plan.accountId,
      slotMs: slot,
      symbols,
      contextSymbols: named ? wish.contextSymbols : plan.contextSymbols,
      mode: wish.mode ?? plan.mode,
    };
    return from('orchestrator', runner.run(order, signal));
  }

  private async slotOf(askedMs: number | undefined): Promise<number | NotDue> {
    const { plan, pauses, hours, now } = this.parts;
    const nowMs = now();
    const notDue = async (why: string): Promise<NotDue> => ({
      notDue: why,
      nextMs: await hours.nextClose(nowMs),
    });
    // A slot somebody names is run although the schedule is paused: a pause stops what runs by itself.
    if (askedMs === undefined && (await pauses.paused(TRADING_CYCLE))) return notDue('the schedule is paused');
    if (askedMs !== undefined && askedMs > nowMs) return notDue(`${iso(askedMs)} lies in the future`);
    const session = await hours.sessionOf(askedMs ?? nowMs);
    if (session === undefined) {
      const closed = askedMs === undefined ? 'the market is closed today' : 'the market was closed that day';
      return notDue(`${newYorkDate(askedMs ?? nowMs)} is no session of the exchange: ${closed}`);
    }
    if (askedMs !== undefined) {
      // A slot within a session that is going on trades in what is left of it.
      const going = session.openMs <= nowMs && nowMs < session.closeMs;
      if (!going || (await hours.canStartCycle(nowMs))) return askedMs;
      return notDue(`the session closes at ${iso(session.closeMs)}: a cycle that starts now may end too late for it`);
    }
    if (nowMs < session.closeMs + plan.delayMs) {
      return notDue(`today's session closes at ${iso(session.closeMs)} and is due ${plan.delayMs / 1000} s later`);
    }
    return session.closeMs;
  }
}

/** Waits for an answer of a service and puts its name before what it refuses or fails with. */
async function from<T>(service: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    throw new ConnectError(`${service}: ${error.rawMessage}`, error.code, error.metadata, undefined, error);
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
