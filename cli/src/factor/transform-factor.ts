import { type Line, lineChanges, linePercentileRanks, lineZScores, volatilityScaledLine } from '@cream/quant';

/** What may be done to an indicator before it orders anything, by name. */
export const TRANSFORMS = ['none', 'change', 'z-score', 'percentile-rank', 'volatility-scaled'] as const;
export type Transform = (typeof TRANSFORMS)[number];

/** A line as a transform leaves it. @param closes of all bars, bar 0 first @param periodsPerYear of their interval */
export function transformed(line: Line, transform: Transform, closes: readonly number[], periodsPerYear: number): Line {
  switch (transform) {
    case 'none':
      return line;
    case 'change':
      return lineChanges(line, 1);
    case 'z-score':
      return lineZScores(line);
    case 'percentile-rank':
      return linePercentileRanks(line);
    case 'volatility-scaled':
      return volatilityScaledLine(line, closes, { periodsPerYear });
  }
}
