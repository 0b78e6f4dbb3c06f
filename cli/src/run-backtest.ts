import type { Clients } from '@cream/grpc';
import { type BacktestRun, BacktestService, Strategy } from '@cream/proto/cycle';
import { dateFlag } from './dates.js';
import { UsageError } from './failure.js';
import { progressView } from './print/progress.js';
import { chooseSymbols } from './symbols.js';

export interface BacktestFlags {
  readonly symbols?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cash?: string | undefined;
  readonly strategy: string;
}

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

/** Runs a backtest with a progress bar and gives its result. */
export async function runBacktest(clients: Clients, flags: BacktestFlags, showProgress: boolean): Promise<BacktestRun> {
  const { symbols, contextSymbols } = await chooseSymbols(clients, flags.symbols);
  const from = dateFlag('--from', flags.from);
  const to = dateFlag('--to', flags.to);
  const cash = cashOf(flags);
  const view = progressView(showProgress);
  try {
    const events = clients.get(BacktestService).run({
      symbols,
      contextSymbols,
      strategy: strategyOf(flags),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(cash === undefined ? {} : { cash: { value: cash } }),
    });
    for await (const { event } of events) {
      if (event.case === 'progress') view.update(event.value);
      if (event.case === 'result') return event.value;
    }
  } finally {
    view.done();
  }
  throw new Error('the backtest ended without a result');
}

function strategyOf({ strategy }: BacktestFlags): Strategy {
  const known = STRATEGIES.get(strategy);
  if (known === undefined) {
    throw new UsageError(`--strategy ${strategy} is not known: choose from ${[...STRATEGIES.keys()].join(', ')}`);
  }
  return known;
}

function cashOf({ cash }: BacktestFlags): string | undefined {
  if (cash === undefined) return undefined;
  if (!CASH.test(cash) || Number(cash) === 0) {
    throw new UsageError(`--cash ${cash} is not an amount: write dollars, for example --cash 100000`);
  }
  return cash.includes('.') ? cash.replace(/\.?0+$/, '') : cash;
}
