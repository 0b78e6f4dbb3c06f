import { atr, bollingerAt, ema, lastOf, macd, realizedVolatility, returnOver, rsi, smaAt } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';

/** One number about the newest bar. */
export interface Indicator {
  /** Without the prefix `indicator.`. */
  readonly name: string;
  readonly value: number;
  readonly unit: 'USD' | 'points' | 'ratio' | 'shares';
  /** Formula with its parameters. */
  readonly formula: string;
}

/**
 * Every indicator that has a value at the newest bar; those in their warm-up, and quotients by zero, are left out.
 *
 * @param periodsPerYear bars of the series' interval in a year of trading
 */
export function indicators(columns: BarColumns, periodsPerYear: number): Indicator[] {
  const found: Indicator[] = [];
  const add = (name: string, unit: Indicator['unit'], formula: string, value: number | undefined): void => {
    if (value !== undefined) found.push({ name, value, unit, formula });
  };
  const { high, low, close, volume } = columns;
  add('sma_20', 'USD', 'sma(close, 20)', smaAt(close, 20));
  add('sma_50', 'USD', 'sma(close, 50)', smaAt(close, 50));
  add('sma_200', 'USD', 'sma(close, 200)', smaAt(close, 200));
  add('ema_9', 'USD', 'ema(close, 9)', lastOf(ema(close, 9)));
  add('ema_21', 'USD', 'ema(close, 21)', lastOf(ema(close, 21)));
  add('rsi_14', 'points', 'rsi(close, 14)', lastOf(rsi(close, 14)));
  add('atr_14', 'USD', 'atr(high, low, close, 14)', lastOf(atr(high, low, close, 14)));

  const bands = bollingerAt(close, 20, 2);
  add('bollinger_upper_20_2', 'USD', 'bollinger(close, 20, 2).upper', bands?.upper);
  add('bollinger_middle_20_2', 'USD', 'bollinger(close, 20, 2).middle', bands?.middle);
  add('bollinger_lower_20_2', 'USD', 'bollinger(close, 20, 2).lower', bands?.lower);
  add('bollinger_percent_b_20_2', 'ratio', 'bollinger(close, 20, 2).percent_b', bands?.percentB);
  add('bollinger_width_20_2', 'ratio', 'bollinger(close, 20, 2).width', bands?.width);

  const convergence = macd(close, 12, 26, 9);
  add('macd_12_26', 'USD', 'macd(close, 12, 26)', lastOf(convergence.line));
  add('macd_signal_9', 'USD', 'ema(macd(close, 12, 26), 9)', lastOf(convergence.signal));
  add('macd_histogram', 'USD', 'macd(close, 12, 26) - ema(macd(close, 12, 26), 9)', lastOf(convergence.histogram));

  add('return_1', 'ratio', 'return(close, 1)', returnOver(close, 1));
  add('return_5', 'ratio', 'return(close, 5)', returnOver(close, 5));
  add('return_20', 'ratio', 'return(close, 20)', returnOver(close, 20));
  const volatility = realizedVolatility(close, 20, periodsPerYear);
  add('realized_volatility_20', 'ratio', `realized_volatility(close, 20, ${periodsPerYear} a year)`, volatility);

  const usual = volume === undefined ? undefined : smaAt(volume, 20);
  add('volume_sma_20', 'shares', 'sma(volume, 20)', usual);
  const today = volume?.at(-1);
  if (today !== undefined && usual !== undefined && usual > 0) {
    add('volume_ratio_20', 'ratio', 'volume / sma(volume, 20)', today / usual);
  }
  return found;
}
