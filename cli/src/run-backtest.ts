import type { Clients } from '@cream/grpc';
import { type BacktestRun, BacktestService, type Progress, type RunRequest, Strategy } from '@cream/proto/cycle';
import { dateFlag } from './dates.js';
import { failureOf, StoppedError, UsageError } from './failure.js';
import { untilInterrupted } from './interruption.js';
import { shown } from './one-line.js';
import { progressView } from './print/progress.js';
import { chooseSymbols, type Wanted } from './symbols.js';
import { firstSession } from './universe/first-session.js';

export interface BacktestFlags {
  readonly symbols?: string | undefined;
  readonly universe?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cash?: string | undefined;
  readonly strategy?: string | undefined;
  /** `name=value`, one each. */
  readonly param?: readonly string[] | undefined;
  readonly slippageBps?: string | undefined;
  readonly feeBps?: string | undefined;
  readonly allowShort?: boolean | undefined;
  readonly quantity?: string | undefined;
}

/** What a run is asked for; what is left out is the service's default. */
export type RunWish = Partial<Omit<RunRequest, '$typeName' | '$unknown'>>;

const STRATEGIES: ReadonlyMap<string, Strategy> = new Map(
  Object.values(Strategy)
    .filter((value): value is Strategy => typeof value === 'number' && value !== Strategy.UNSPECIFIED)
    .map((value) => [strategyName(value), value]),
);
const NUMBER = /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/;
const CASH = /^(0|[1-9]\d{0,12})(\.\d{1,6})?$/;

/** Checks the flags that need no data. @throws UsageError */
export function checkFlags(flags: BacktestFlags): void {
  strategyOf(flags);
  cashOf(flags);
  parametersOf(flags);
  decimalFlag('--slippage-bps', flags.slippageBps);
  decimalFlag('--fee-bps', flags.feeBps);
  if (decimalFlag('--quantity', flags.quantity)?.value === '0') throw new UsageError('--quantity 0 trades nothing');
  dateFlag('--from', flags.from);
  dateFlag('--to', flags.to);
  if (flags.from !== undefined && flags.to !== undefined && flags.from > flags.to) {
    throw new UsageError(`--from ${flags.from} lies after --to ${flags.to}: swap them`);
  }
  if (flags.universe === undefined) return;
  if (flags.symbols !== undefined) {
    throw new UsageError('--symbols and --universe both name what to trade: leave one out');
  }
  if (flags.from === undefined) {
    throw new UsageError('--universe needs --from: its members are those of the first date');
  }
}

/** The run that flags ask for. @throws UsageError for symbols there are not */
export async function wishOf(clients: Clients, flags: BacktestFlags): Promise<RunWish> {
  const { symbols, contextSymbols } = await chooseSymbols(clients, await wantedOf(clients, flags));
  const from = dateFlag('--from', flags.from);
  const to = dateFlag('--to', flags.to);
  const cash = cashOf(flags);
  const slippageBps = decimalFlag('--slippage-bps', flags.slippageBps);
  const feeBps = decimalFlag('--fee-bps', flags.feeBps);
  const quantity = decimalFlag('--quantity', flags.quantity);
  return {
    symbols,
    contextSymbols,
    strategy: strategyOf(flags),
    parameters: parametersOf(flags),
    allowShort: flags.allowShort === true,
    ...(slippageBps === undefined ? {} : { slippageBps }),
    ...(feeBps === undefined ? {} : { feeBps }),
    ...(quantity === undefined ? {} : { quantity }),
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

/** The universe's members when the first session opens: later ones would be chosen by what was not known yet. */
async function wantedOf(clients: Clients, { symbols, universe, from }: BacktestFlags): Promise<Wanted> {
  const first = dateFlag('--from', from);
  if (universe === undefined || first === undefined) return { symbols };
  return { universe: { id: universe, asOfMs: (await firstSession(clients, first)).openMs } };
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

/** `SMA_CROSS` is `sma-cross`. */
export function strategyName(strategy: Strategy): string {
  return Strategy[strategy].toLowerCase().replaceAll('_', '-');
}

function parametersOf({ param = [] }: BacktestFlags) {
  return param.map((text) => {
    const [name = '', value = '', ...rest] = text.split('=');
    if (name === '' || rest.length > 0 || !NUMBER.test(value)) {
      throw new UsageError(`--param ${text} is not name=number: write for example --param fast=10`);
    }
    return { $typeName: 'cream.cycle.v1.StrategyParameter' as const, name, value: Number(value) };
  });
}

function decimalFlag(flag: string, text: string | undefined) {
  if (text === undefined) return undefined;
  if (!NUMBER.test(text) || text.startsWith('-')) {
    throw new UsageError(`${flag} ${text} is not a number of at least 0: write for example ${flag} 5`);
  }
  const value = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return { $typeName: 'cream.common.v1.Decimal' as const, value };
}

function cashOf({ cash }: BacktestFlags): string | undefined {
  if (cash === undefined) return undefined;
  if (!CASH.test(cash) || Number(cash) === 0) {
    throw new UsageError(`--cash ${shown(cash)} is not an amount: write dollars, for example --cash 100000`);
  }
  return cash.includes('.') ? cash.replace(/\.?0+$/, '') : cash;
}
