import { millis, sha256Hex } from '@cream/domain';
import { BarInterval, type SymbolBars } from '@cream/proto/market';
import { MIXTURE_SAMPLES_NEEDED, REGIME_FEATURES } from '@cream/quant';
import type { TrainingPlan } from './trained-model.js';

/** Changes whenever the same bars and the same plan give another model. */
const ALGORITHM = 'gaussian-mixture-1';
const DIGITS = 20;

/** SHA-256 over what features read of bars, as text: the same on every machine. Hex. */
export function inputHash(series: readonly Pick<SymbolBars, 'symbol' | 'bars'>[]): string {
  const lines = series.flatMap(({ symbol, bars }) =>
    bars.map(({ end, close, volume }) => `${symbol} ${millis(end)} ${close?.value ?? ''} ${volume?.value ?? ''}\n`),
  );
  return sha256Hex(lines.join(''));
}

/** The version of the model that a plan gives over an input. */
export function modelVersion(plan: TrainingPlan, input: string): string {
  const { symbols, interval, windowStartMs, windowEndMs, candidates, seed } = plan;
  const content = JSON.stringify([
    ALGORITHM,
    REGIME_FEATURES,
    MIXTURE_SAMPLES_NEEDED,
    symbols,
    BarInterval[interval],
    windowStartMs,
    windowEndMs,
    candidates,
    seed,
    input,
  ]);
  return `gmm-${sha256Hex(content).slice(0, DIGITS)}`;
}
