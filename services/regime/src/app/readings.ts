import type { SymbolBars } from '@cream/proto/market';
import type { RegimeLabel, RegimeProbabilities } from '@cream/quant';

/** What a model says of a bar. */
export interface Reading {
  readonly label: RegimeLabel;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly probabilities: RegimeProbabilities;
  /** By the rules only. */
  readonly atrPercentile?: number;
  readonly trendStrength?: number;
}

/** Why a model says nothing of a scope. */
export interface Silence {
  readonly code: 'TOO_FEW_BARS' | 'NO_VOLUME' | 'BAD_BARS';
  readonly reason: string;
}

/** A way to name regimes. */
export interface Reader {
  readonly version: string;
  /** The newest bar's reading. */
  newest(bars: SymbolBars): Reading | Silence;
  /** Readings of consecutive bars, oldest first, the newest bar's last; of none that the bars do not suffice for. */
  history(bars: SymbolBars): readonly Pick<Reading, 'label' | 'confidence'>[];
}

export function tooFewBars(known: number, needed: number): Silence {
  return { code: 'TOO_FEW_BARS', reason: `${known} bars are known, ${needed} are needed` };
}
