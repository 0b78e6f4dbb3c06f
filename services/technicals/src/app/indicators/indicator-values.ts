import { lastOf } from '@cream/quant';
import type { Indicator, IndicatorInput, IndicatorOutput } from './indicator.js';

/** One number about the newest bar. */
export interface IndicatorValue extends IndicatorOutput {
  readonly value: number;
}

/** The numbers of some indicators at the newest bar; those in their warm-up, and quotients by zero, are left out. */
export function indicatorValues(indicators: readonly Indicator[], input: IndicatorInput): IndicatorValue[] {
  const found: IndicatorValue[] = [];
  for (const { outputs, lines, newest } of indicators) {
    const values = newest?.(input) ?? lines(input).map((line) => line && lastOf(line));
    for (let k = 0; k < outputs.length; k++) {
      const output = outputs[k];
      const value = values[k];
      if (output === undefined || value === undefined) continue;
      found.push({ ...output, formula: output.formula.replace('{year}', String(input.periodsPerYear)), value });
    }
  }
  return found;
}
