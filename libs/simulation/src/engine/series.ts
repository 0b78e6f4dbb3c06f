import { SimulationError } from '../simulation-error.js';

/** Bars as columns of equal length, oldest first; never modified. Prices as traded, in USD. */
export interface BarColumns {
  /** Epoch milliseconds, rising; a bar ends after it starts and not after the next one starts. */
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
  /** Quotes at the open, when they are known: a market order then buys at the ask and sells at the bid. */
  readonly bid?: ArrayLike<number>;
  readonly ask?: ArrayLike<number>;
}

export interface OptionTerms {
  readonly underlying: string;
  readonly right: 'CALL' | 'PUT';
  readonly style: 'AMERICAN' | 'EUROPEAN';
  /** USD. */
  readonly strike: number;
  /** When it stops being traded, epoch milliseconds: the close of its last session. */
  readonly expiryMs: number;
  /** An index option pays the difference, one on a share delivers it. */
  readonly settlement: 'PHYSICAL' | 'CASH';
}

/** One instrument and its bars. */
export interface Series {
  readonly symbol: string;
  readonly bars: BarColumns;
  /** Units of the underlying per unit: 1 (the default) for a share, 100 for a standard option contract. */
  readonly multiplier?: number;
  readonly option?: OptionTerms;
}

/** @throws SimulationError naming the column and the first bar that cannot be traded on */
export function checkSeries({ symbol, bars, multiplier, option }: Series): void {
  const count = bars.end.length;
  for (const name of ['start', 'open', 'high', 'low', 'close', 'volume', 'bid', 'ask'] as const) {
    const column = bars[name];
    if (column !== undefined && column.length !== count) {
      throw new SimulationError(`${symbol}.${name}`, `has ${column.length} values but end has ${count}`);
    }
  }
  if (multiplier !== undefined && !(multiplier > 0 && Number.isFinite(multiplier))) {
    throw new SimulationError(`${symbol}.multiplier`, `must be above 0, got ${multiplier}`);
  }
  if (option !== undefined) checkOption(symbol, option, bars);
  let before = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < count; n++) {
    const start = bars.start[n] as number;
    const end = bars.end[n] as number;
    if (!(start >= before && start > Number.NEGATIVE_INFINITY && end > start && end < Number.POSITIVE_INFINITY)) {
      throw new SimulationError(`${symbol}.start`, `${start} to ${end} does not follow ${before}`, n);
    }
    before = end;
    checkPrices(symbol, bars, n);
  }
  if (bars.bid !== undefined || bars.ask !== undefined) checkQuotes(symbol, bars);
}

function checkOption(symbol: string, { strike, expiryMs }: OptionTerms, { start }: BarColumns): void {
  if (!(strike > 0 && strike < Number.POSITIVE_INFINITY)) {
    throw new SimulationError(`${symbol}.option.strike`, `must be finite and above 0, got ${strike}`);
  }
  if (!Number.isFinite(expiryMs)) throw new SimulationError(`${symbol}.option.expiryMs`, `is ${expiryMs}`);
  const last = start.length - 1;
  if (last >= 0 && (start[last] as number) >= expiryMs) {
    throw new SimulationError(`${symbol}.start`, `${start[last]} does not lie before its expiry ${expiryMs}`, last);
  }
}

function checkQuotes(symbol: string, { bid, ask, end }: BarColumns): void {
  if (bid === undefined || ask === undefined) throw new SimulationError(`${symbol}.bid`, 'and ask must come together');
  for (let n = 0; n < end.length; n++) {
    const [low, high] = [bid[n] as number, ask[n] as number];
    if (low > 0 && high >= low && high < Number.POSITIVE_INFINITY) continue;
    throw new SimulationError(`${symbol}.bid`, `${low} and ask ${high} are no quote`, n);
  }
}

function checkPrices(symbol: string, bars: BarColumns, n: number): void {
  const open = bars.open[n] as number;
  const high = bars.high[n] as number;
  const low = bars.low[n] as number;
  const close = bars.close[n] as number;
  const volume = bars.volume[n] as number;
  if (!(low > 0 && high < Number.POSITIVE_INFINITY)) {
    throw new SimulationError(`${symbol}.low`, `must be finite and above 0, got ${low} to ${high}`, n);
  }
  if (!(open >= low && open <= high)) throw new SimulationError(`${symbol}.open`, `${open} lies outside the bar`, n);
  if (!(close >= low && close <= high))
    throw new SimulationError(`${symbol}.close`, `${close} lies outside the bar`, n);
  if (!(volume >= 0 && volume < Number.POSITIVE_INFINITY)) {
    throw new SimulationError(`${symbol}.volume`, `must be finite and not negative, got ${volume}`, n);
  }
}
