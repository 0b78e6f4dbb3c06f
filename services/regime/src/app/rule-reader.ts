import type { SymbolBars } from '@cream/proto/market';
import { classifyRegime, REGIME_BARS_NEEDED, regimeRuleProbabilities } from '@cream/quant';
import { BarColumnReader } from './bar-columns.js';
import { type Reader, type Reading, type Silence, tooFewBars } from './readings.js';
import { RULE_MODEL } from './rule-model.js';

/** Reads by the published rules. */
export class RuleReader implements Reader {
  readonly version = RULE_MODEL.version;
  readonly #columns = new BarColumnReader();

  newest(series: SymbolBars): Reading | Silence {
    const { high, low, close } = this.#columns.read(series);
    const reading = classifyRegime(high, low, close);
    if (reading === undefined) return tooFewBars(close.length, REGIME_BARS_NEEDED);
    return { ...reading, probabilities: regimeRuleProbabilities(reading) };
  }

  history(series: SymbolBars): Pick<Reading, 'label' | 'confidence'>[] {
    const { high, low, close } = this.#columns.read(series);
    const readings: Pick<Reading, 'label' | 'confidence'>[] = [];
    for (let bars = REGIME_BARS_NEEDED; bars <= close.length; bars++) {
      const reading = classifyRegime(high.subarray(0, bars), low.subarray(0, bars), close.subarray(0, bars));
      if (reading !== undefined) readings.push(reading);
    }
    return readings;
  }
}
