import { DomainError, decimalParts, type FactParts, makeFacts, millis, slotText, statistic } from '@cream/domain';
import { type Fact, Trust } from '@cream/proto/knowledge';
import type { Bar, SymbolBars } from '@cream/proto/market';
import type { Level } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';
import { indicators } from './indicators.js';
import { LEVEL_TOLERANCE, nearbyLevels, PIVOT_SIDE } from './levels.js';
import { periodsPerYear } from './periods-per-year.js';

/**
 * Indicators and levels at the newest bar of a series as facts, known since that bar's end. None without bars.
 *
 * @param columns of the same bars
 */
export function chartFacts({ symbol, interval, bars }: SymbolBars, columns: BarColumns): Fact[] {
  const asOf = bars.at(-1)?.end;
  if (asOf === undefined) return [];
  const fact = (kind: string, value: number, unit: string, ref: string): FactParts =>
    decimalParts({
      subject: symbol,
      kind,
      value: statistic(value),
      unit,
      asOf,
      source: { service: 'technicals', ref },
      trust: Trust.DERIVED,
    });
  const facts = indicators(columns, periodsPerYear(interval)).map(({ name, value, unit, formula }) =>
    fact(`indicator.${name}`, value, unit, formula),
  );
  for (const level of nearbyLevels(columns)) {
    const kind = level.role === 'SUPPORT' ? 'level.support' : 'level.resistance';
    facts.push(fact(kind, level.price, 'USD', levelRef(level, bars)));
  }
  return makeFacts(facts);
}

/** Names the formula, the touches, and the bars of the oldest and the newest pivot. */
function levelRef({ touches, firstIndex, lastIndex }: Level, bars: readonly Bar[]): string {
  const pivots = `pivots(side ${PIVOT_SIDE}, tolerance ${LEVEL_TOLERANCE})`;
  return `${pivots}: ${touches} touches, ${barName(bars, firstIndex)} to ${barName(bars, lastIndex)}`;
}

function barName(bars: readonly Bar[], index: number): string {
  const end = bars[index]?.end;
  if (end === undefined) throw new DomainError('BAR_MALFORMED', 'a bar has no end', `bars[${index}].end`);
  return slotText(millis(end));
}
