import type { SymbolBars } from '@cream/proto/market';
import { classifyByMixture, type MixtureReading, REGIME_FEATURES, regimeFeatures } from '@cream/quant';
import { featureColumns } from './feature-columns.js';
import { type Reader, type Reading, type Silence, tooFewBars } from './readings.js';
import type { TrainedModel } from './trained-model.js';

/** The first row of features ends at this bar. */
const BARS_NEEDED = REGIME_FEATURES.period + 1;

/** Reads by a trained mixture. */
export class MixtureReader implements Reader {
  readonly version: string;

  constructor(private readonly model: TrainedModel) {
    this.version = model.version;
  }

  newest(series: SymbolBars): Reading | Silence {
    if (series.bars.length < BARS_NEEDED) return tooFewBars(series.bars.length, BARS_NEEDED);
    // The newest row depends on these bars alone.
    const newest = this.#read({ ...series, bars: series.bars.slice(-BARS_NEEDED) })?.at(-1);
    return newest ?? { code: 'NO_VOLUME', reason: `no volume is known of its bars, and ${this.version} knows volumes` };
  }

  history(series: SymbolBars): MixtureReading[] {
    return this.#read(series) ?? [];
  }

  /** Undefined when the model knows volumes and the bars have none. */
  #read(series: SymbolBars): MixtureReading[] | undefined {
    const { close, volume } = featureColumns(series);
    const wanted = this.model.mixture.features.includes('volume');
    if (wanted && volume === undefined) return undefined;
    return classifyByMixture(this.model.mixture, regimeFeatures(close, wanted ? volume : undefined));
  }
}
