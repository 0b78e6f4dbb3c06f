import { dec, decimalParts, type FactParts, isoDate, millis } from '@cream/domain';
import { Trust } from '@cream/proto/knowledge';
import type { MacroObservation } from '@cream/proto/market';
import { sourceOf } from './fact-source.js';
import { MARKET } from './market.js';

/**
 * The newest value of each economic series that has one, and its change from the value before.
 * @param observations by series and date, oldest first
 */
export function macroFacts(observations: readonly MacroObservation[]): FactParts[] {
  const bySeries = Map.groupBy(
    observations.filter(({ value }) => value !== undefined),
    ({ series }) => series,
  );
  return [...bySeries].flatMap(([series, values]) => {
    const [before, newest] = [values.at(-2), values.at(-1)];
    if (newest === undefined) return [];
    const kind = `macro.${wordOf(series)}`;
    const frame = { subject: MARKET, unit: '' };
    const value = dec(newest.value, series);
    const level = decimalParts({
      ...frame,
      kind,
      value,
      asOf: millis(newest.knownAt, 'known_at'),
      source: sourceOf(newest.source, series, dateOf(newest)),
      trust: Trust.REPORTED,
    });
    if (before === undefined) return [level];
    const change = decimalParts({
      ...frame,
      kind: `${kind}_change`,
      value: value.minus(dec(before.value, series)),
      asOf: Math.max(millis(newest.knownAt, 'known_at'), millis(before.knownAt, 'known_at')),
      source: sourceOf(newest.source, series, dateOf(newest), 'minus', dateOf(before)),
      trust: Trust.DERIVED,
    });
    return [level, change];
  });
}

/** `TREASURY_YIELD?maturity=10year` → `treasury_yield_maturity_10year`. */
function wordOf(series: string): string {
  return series
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}

function dateOf({ date }: MacroObservation): string {
  return date === undefined ? '' : isoDate(date);
}
