import { DomainError } from '@cream/domain';
import type { SymbolBars } from '@cream/proto/market';
import type { Line } from '@cream/quant';
import { BarColumnReader } from '../bar-columns.js';
import { indicatorInput } from './indicator-input.js';
import { INDICATORS } from './indicator-table.js';

/** Every number that indicators make, by the name it has as a fact without `indicator.`, and whose it is. */
const OUTPUTS = new Map(
  INDICATORS.flatMap((indicator) => indicator.outputs.map(({ name }, k) => [name, { indicator, k }] as const)),
);

/** The names `indicatorLine` takes. */
export const INDICATOR_OUTPUTS: readonly string[] = [...OUTPUTS.keys()];

/**
 * One number of an indicator along all bars of a series, each from the bars up to it; undefined where it is not defined, as
 * without volume.
 * @throws DomainError `INDICATOR_UNKNOWN` for another name, `BAR_MALFORMED`, `INTERVAL_UNKNOWN`
 */
export function indicatorLine(
  series: Pick<SymbolBars, 'symbol' | 'interval' | 'bars'>,
  name: string,
): Line | undefined {
  const output = OUTPUTS.get(name);
  if (output === undefined) {
    const text = `${JSON.stringify(name)} is no indicator: choose from ${INDICATOR_OUTPUTS.join(', ')}`;
    throw new DomainError('INDICATOR_UNKNOWN', text, 'indicator');
  }
  const columns = new BarColumnReader().read(series);
  return output.indicator.lines(indicatorInput(series, columns))[output.k];
}
