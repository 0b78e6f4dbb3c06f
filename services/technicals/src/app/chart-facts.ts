import { DomainError, decimalParts, makeFacts, millis, slotText, statistic } from '@cream/domain';
import { type Fact, Trust } from '@cream/proto/knowledge';
import type { SymbolBars } from '@cream/proto/market';
import type { BarColumns } from './bar-columns.js';
import type { Indicator } from './indicators/indicator.js';
import { indicatorInput } from './indicators/indicator-input.js';
import { indicatorValues } from './indicators/indicator-values.js';
import { levelFacts } from './level-facts.js';
import { candleFacts, shapeFacts } from './patterns/pattern-facts.js';

/**
 * Indicators, levels, candlestick and chart patterns at the newest bar of a series as facts, known since that bar's end.
 * None without bars.
 *
 * @param columns of the same bars
 */
export function chartFacts(series: SymbolBars, columns: BarColumns, indicators: readonly Indicator[]): Fact[] {
  const { symbol, bars } = series;
  const asOf = bars.at(-1)?.end;
  if (asOf === undefined) return [];
  const frame = { subject: symbol, asOf, trust: Trust.DERIVED };
  const barName = (index: number): string => {
    const end = bars[index]?.end;
    if (end === undefined) throw new DomainError('BAR_MALFORMED', 'a bar has no end', `bars[${index}].end`);
    return slotText(millis(end));
  };
  const values = indicatorValues(indicators, indicatorInput(series, columns));
  return makeFacts([
    ...values.map(({ name, value, unit, formula }) =>
      decimalParts({
        ...frame,
        kind: `indicator.${name}`,
        value: statistic(value),
        unit,
        source: { service: 'technicals', ref: formula },
      }),
    ),
    ...levelFacts(columns, frame, barName),
    ...candleFacts(columns, frame),
    ...shapeFacts(columns, frame, barName),
  ]);
}
