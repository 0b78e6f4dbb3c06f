import { DomainError } from '@cream/domain';
import type { Bar, SymbolBars } from '@cream/proto/market';

/** What features are computed from, as floats, oldest first. Prices in USD. */
export interface FeatureColumns {
  readonly close: Float64Array;
  /** Undefined when some bar says no volume, or none was traded. */
  readonly volume: Float64Array | undefined;
}

/** @throws DomainError `BAR_MALFORMED` when a bar lacks a close or a number is none */
export function featureColumns({ bars }: Pick<SymbolBars, 'bars'>): FeatureColumns {
  const close = Float64Array.from(bars, (bar) => numeric(bar, 'close'));
  if (bars.some(({ volume }) => volume === undefined)) return { close, volume: undefined };
  const volume = Float64Array.from(bars, (bar) => numeric(bar, 'volume'));
  return { close, volume: volume.some((units) => units > 0) ? volume : undefined };
}

function numeric(bar: Bar, field: 'close' | 'volume'): number {
  const text = bar[field]?.value ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new DomainError('BAR_MALFORMED', `"${text}" is no number`, `bar.${field}`);
  return value;
}
