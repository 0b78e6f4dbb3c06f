import { DomainError } from '@cream/domain';
import { AVERAGES } from './averages.js';
import type { Indicator } from './indicator.js';
import { OSCILLATORS } from './oscillators.js';
import { RANGES } from './ranges.js';

/** Every indicator that can be asked for. */
export const INDICATORS: readonly Indicator[] = [...AVERAGES, ...OSCILLATORS, ...RANGES];

const BY_NAME = new Map(INDICATORS.map((indicator) => [indicator.name, indicator]));

/** What a description states when it is not asked for others. */
export const DESCRIBED: readonly Indicator[] = indicatorsNamed([
  'sma_20',
  'sma_50',
  'sma_200',
  'ema_9',
  'ema_21',
  'rsi_14',
  'atr_14',
  'bollinger_20_2',
  'bollinger_percent_b_20_2',
  'bollinger_width_20_2',
  'macd_12_26_9',
  'return_1',
  'return_5',
  'return_20',
  'realized_volatility_20',
  'volume_sma_20',
  'volume_ratio_20',
]);

/** What a chart draws when it is not asked for others. */
export const DRAWN: readonly Indicator[] = indicatorsNamed([
  'sma_20',
  'sma_50',
  'sma_200',
  'ema_9',
  'ema_21',
  'rsi_14',
  'atr_14',
  'bollinger_20_2',
  'macd_12_26_9',
  'volume_sma_20',
]);

/**
 * The indicators of some names, each once, in the order of the names.
 * @throws DomainError `INDICATOR_UNKNOWN` naming the first there is none of
 */
export function indicatorsNamed(names: readonly string[]): Indicator[] {
  return [...new Set(names)].map((name) => {
    const indicator = BY_NAME.get(name);
    if (indicator !== undefined) return indicator;
    const text = `${JSON.stringify(name)} is no indicator: choose from ${[...BY_NAME.keys()].join(', ')}`;
    throw new DomainError('INDICATOR_UNKNOWN', text, 'indicators');
  });
}

/** For people; the name itself for one that is not in the table. */
export function indicatorTitle(name: string): string {
  return BY_NAME.get(name)?.title ?? name;
}
