import { type ChartLine, ChartPane } from '@cream/proto/knowledge';
import type { Line } from '@cream/quant';
import type { Indicator, IndicatorInput, IndicatorOutput } from './indicator.js';

/**
 * Indicators along the newest bars.
 *
 * @param input the wanted bars and, before them, those that warm the indicators up
 * @param first position of the first wanted bar; offsets count from it
 */
export function indicatorLines(indicators: readonly Indicator[], input: IndicatorInput, first: number): ChartLine[] {
  return indicators.flatMap((indicator) =>
    indicator.lines(input).flatMap((line, k) => {
      const output = indicator.outputs[k];
      return output === undefined || !line?.values.length ? [] : [wanted(indicator, output, line, first)];
    }),
  );
}

function wanted({ name, pane }: Indicator, output: IndicatorOutput, line: Line, first: number): ChartLine {
  const skipped = Math.max(first - line.offset, 0);
  return {
    $typeName: 'cream.knowledge.v1.ChartLine',
    name: output.name,
    offset: Math.max(line.offset - first, 0),
    values: Array.from(line.values.subarray(skipped)),
    pane: ChartPane[pane],
    indicator: name,
    unit: output.unit,
  };
}
