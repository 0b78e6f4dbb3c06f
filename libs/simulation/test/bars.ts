import type { BarColumns, Series, SessionTimes, SimulatedFill, Strategy, Trader } from '../src/index.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** 2024-06-03T13:30:00Z, a Monday's open in New York. */
export const OPEN_MS = Date.UTC(2024, 5, 3, 13, 30);

/** Open, high, low, close and, if it matters, volume. */
export type Ohlcv = readonly [open: number, high: number, low: number, close: number, volume?: number];

/** Daily bars from one day on: sessions of six and a half hours. */
export function dailyBars(rows: readonly Ohlcv[], firstMs = OPEN_MS): BarColumns {
  return columnsOf(rows, (n) => firstMs + n * DAY_MS, 6.5 * HOUR_MS);
}

/** Bars of an hour, one after the other. */
export function hourlyBars(rows: readonly Ohlcv[], firstMs = OPEN_MS): BarColumns {
  return columnsOf(rows, (n) => firstMs + n * HOUR_MS, HOUR_MS);
}

/** One series after the other. */
export function joined(before: BarColumns, after: BarColumns): BarColumns {
  const column = (name: 'start' | 'end' | 'open' | 'high' | 'low' | 'close' | 'volume') => [
    ...Array.from(before[name]),
    ...Array.from(after[name]),
  ];
  return {
    start: column('start'),
    end: column('end'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

export function series(symbol: string, bars: BarColumns): Series {
  return { symbol, bars };
}

/** One session of a day that holds the given number of hours. */
export function sessionOf(hours: number, firstMs = OPEN_MS): SessionTimes {
  return { openMs: firstMs, closeMs: firstMs + hours * HOUR_MS };
}

/** Does something at the close of given bars of the first symbol it is told of; `−1` is not a bar. */
export function at(script: Readonly<Record<number, (trader: Trader) => void>>): Strategy {
  let first: string | undefined;
  return {
    onBar({ symbol, index }, trader) {
      first ??= symbol;
      if (symbol === first) script[index]?.(trader);
    },
  };
}

/** `BUY 10 @ 100.5 ENTRY` */
export function told(fills: readonly SimulatedFill[]): string[] {
  return fills.map(({ buy, quantity, price, reason }) => `${buy ? 'BUY' : 'SELL'} ${quantity} @ ${price} ${reason}`);
}

function columnsOf(rows: readonly Ohlcv[], startOf: (n: number) => number, length: number): BarColumns {
  const column = (k: 0 | 1 | 2 | 3) => rows.map((row) => row[k]);
  return {
    start: rows.map((_, n) => startOf(n)),
    end: rows.map((_, n) => startOf(n) + length),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: rows.map((row) => row[4] ?? 1000),
  };
}
