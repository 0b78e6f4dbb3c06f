import type { Clients } from '@cream/grpc';
import { type BacktestRun, BacktestService, type Progress, type RunRequest, Strategy } from '@cream/proto/cycle';
import { dateFlag } from './dates.js';
import { failureOf, StoppedError, UsageError } from './failure.js';
import { untilInterrupted } from './interruption.js';
import { shown } from './one-line.js';
import { progressView } from './print/progress.js';
import { chooseSymbols } from './symbols.js';

export interface BacktestFlags {
  readonly symbols?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cash?: string | undefined;
  readonly strategy?: string | undefined;
}

/** What a run is asked for; what is left out is the service's default. */
export type RunWish = Partial<Omit<RunRequest, '$typeName' | '$unknown'>>;

const STRATEGIES: ReadonlyMap<string, Strategy> = new Map([
  ['agents', Strategy.AGENTS],
  ['buy-and-hold', Strategy.BUY_AND_HOLD],
]);
const CASH = /^(0|[1-9]\d{0,12})(\.\d{1,6})?$/;

/** Checks the flags that need no data. @throws UsageError */
export function checkFlags(flags: BacktestFlags): void {
  strategyOf(flags);
  cashOf(flags);
  dateFlag('--from', flags.from);
  dateFlag('--to', flags.to);
  if (flags.from !== undefined && flags.to !== undefined && flags.from > flags.to) {
    throw new UsageError(`--from ${flags.from} lies after --to ${flags.to}: swap them`);
  }
}

/** The run that flags ask for. @throws UsageError for symbols there are not */
export async function wishOf(clients: Clients, flags: BacktestFlags): Promise<RunWish> {
  const { symbols, contextSymbols } = await chooseSymbols(clients, flags.symbols);
  const from = dateFlag('--from', flags.from);
  const to = dateFlag('--to', flags.to);
  const cash = cashOf(flags);
  return {
    symbols,
    contextSymbols,
    strategy: strategyOf(flags),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(cash === undefined ? {} : { cash: { $typeName: 'cream.common.v1.Decimal', value: cash } }),
  };
}

export interface RunView {
  readonly showProgress: boolean;
  /** The command that goes on with an interrupted run. */
  readonly resumeCommand: (runId: string) => string;
}

/**
 * Runs a backtest to its end and gives its result.
 *
 * @throws StoppedError when it ends early, because the process is told to stop or because it cannot go on; cycles that ended
 *   by then are kept
 */
export async function runBacktest(clients: Clients, wish: RunWish, view: RunView): Promise<BacktestRun> {
  const bar = progressView(view.showProgress);
  using interruption = untilInterrupted();
  let last: Progress | undefined;
  try {
    for await (const { event } of clients.get(BacktestService).run(wish, { signal: interruption.signal })) {
      if (event.case === 'result') return event.value;
      if (event.case !== 'progress') continue;
      last = event.value;
      bar.update(event.value);
    }
  } catch (error) {
    const { aborted } = interruption.signal;
    if (last === undefined && !aborted) throw error;
    const { code, message } = aborted ? { code: 'Interrupted', message: 'interrupted' } : failureOf(error);
    if (last === undefined) throw new StoppedError(code, `${message} before the first cycle`);
    const { done, total, runId } = last;
    const stopped = `${message}${aborted ? '' : '; stopped'} after ${done} of ${total} cycles`;
    throw new StoppedError(code, `${stopped}; go on with: ${view.resumeCommand(runId)}`);
  } finally {
    bar.done();
  }
  throw new Error('the backtest ended without a result');
}

function strategyOf({ strategy }: BacktestFlags): Strategy {
  const known = STRATEGIES.get(strategy ?? 'agents');
  if (known === undefined) {
    throw new UsageError(
      `--strategy ${shown(strategy ?? '')} is not known: choose from ${[...STRATEGIES.keys()].join(', ')}`,
    );
  }
  return known;
}

function cashOf({ cash }: BacktestFlags): string | undefined {
  if (cash === undefined) return undefined;
  if (!CASH.test(cash) || Number(cash) === 0) {
    throw new UsageError(`--cash ${shown(cash)} is not an amount: write dollars, for example --cash 100000`);
  }
  return cash.includes('.') ? cash.replace(/\.?0+$/, '') : cash;
}
