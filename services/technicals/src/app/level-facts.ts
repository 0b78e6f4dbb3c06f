import { decimalParts, type FactParts, statistic } from '@cream/domain';
import type { RatedLevel } from '@cream/quant';
import type { BarColumns } from './bar-columns.js';
import { LEVEL_TOLERANCE, nearbyLevels, PIVOT_SIDE, TOUCH_HALF_LIFE } from './levels.js';
import type { DescriptionFrame } from './patterns/pattern-facts.js';

/**
 * The nearest supports and resistances as prices, and of the nearest of either role its strength: the others' stand in
 * their source.
 *
 * @param barName names a bar by its position
 */
export function levelFacts(
  columns: BarColumns,
  frame: DescriptionFrame,
  barName: (index: number) => string,
): FactParts[] {
  const facts: FactParts[] = [];
  const rated = new Set<string>();
  for (const level of nearbyLevels(columns)) {
    const kind = level.role === 'SUPPORT' ? 'level.support' : 'level.resistance';
    const source = { service: 'technicals', ref: levelRef(level, barName) };
    facts.push(decimalParts({ ...frame, kind, value: statistic(level.price), unit: 'USD', source }));
    if (rated.has(kind)) continue;
    rated.add(kind);
    facts.push(
      decimalParts({ ...frame, kind: `${kind}_strength`, value: statistic(level.strength), unit: 'ratio', source }),
    );
  }
  return facts;
}

/** Names the formula, what the price did at the level, and the bars of its oldest and its newest pivot. */
function levelRef(level: RatedLevel, barName: (index: number) => string): string {
  const { touches, firstIndex, lastIndex, strength, breaks, roleReversals, roleReversed } = level;
  const formula = `pivots(side ${PIVOT_SIDE}, tolerance ${LEVEL_TOLERANCE}, half-life ${TOUCH_HALF_LIFE})`;
  const history = `strength ${statistic(strength).value}, breaks ${breaks}, role reversals ${roleReversals}`;
  const span = `${touches} touches, ${barName(firstIndex)} to ${barName(lastIndex)}`;
  return `${formula}: ${span}; ${history}${roleReversed ? ', role reversed' : ''}`;
}
