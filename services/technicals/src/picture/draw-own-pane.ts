import { drawValueAxis } from './draw-frame.js';
import { legendEntry } from './draw-header.js';
import { drawIndicator } from './draw-lines.js';
import { numberText, shortText } from './numbers.js';
import type { Box } from './picture-layout.js';
import type { DrawnIndicator } from './picture-plan.js';
import type { Sheet } from './sheet.js';
import { type ValueScale, valueScale } from './value-scale.js';

/** Scales that are the same in every chart, with the values people look for. */
const FIXED: ReadonlyMap<string, { low: number; high: number; guides: readonly number[] }> = new Map([
  ['rsi_14', { low: 0, high: 100, guides: [30, 70] }],
  ['connors_rsi_3_2_100', { low: 0, high: 100, guides: [10, 90] }],
  ['mfi_14', { low: 0, high: 100, guides: [20, 80] }],
  ['stochastic_14_3_3', { low: 0, high: 100, guides: [20, 80] }],
  ['fast_stochastic_14_3', { low: 0, high: 100, guides: [20, 80] }],
  ['stochastic_rsi_14_14_3_3', { low: 0, high: 100, guides: [20, 80] }],
  ['ultimate_oscillator_7_14_28', { low: 0, high: 100, guides: [30, 70] }],
  ['williams_r_14', { low: -100, high: 0, guides: [-80, -20] }],
  ['percentile_rank_100', { low: 0, high: 100, guides: [] }],
]);

/** An indicator on a scale of its own, its name and newest value in the corner. */
export function drawOwnPane(sheet: Sheet, box: Box, indicator: DrawnIndicator): void {
  const { theme, layout } = sheet;
  const fixed = FIXED.get(indicator.name);
  const scale = fixed === undefined ? ownScale(box, indicator) : valueScale(fixed.low, fixed.high, box.top, box.bottom);
  const counted = indicator.lines[0]?.unit === 'shares';
  const guides = fixed?.guides ?? (scale.low < 0 && scale.high > 0 ? [0] : []);
  const guided = fixed === undefined ? [] : guides.map((guide) => scale.y(guide));
  drawValueAxis(sheet, box, scale, counted ? shortText : numberText, guided);
  for (const [k, y] of guided.entries()) {
    const value = numberText(guides[k] ?? 0, 0);
    sheet.text(value, box.right + layout.text * 0.55, y, { color: theme.muted, size: layout.text * 0.92 });
  }
  for (const guide of guides) {
    sheet.stroke([box.left, scale.y(guide)], [box.right, scale.y(guide)], theme.muted, 1, [
      layout.text * 0.25,
      layout.text * 0.35,
    ]);
  }
  sheet.clipped(box, () => drawIndicator(sheet, indicator, theme.lines, scale));
  const { text } = legendEntry(indicator, theme.text);
  const size = layout.text * 0.88;
  sheet.text(text, box.left, box.top + size * 0.75, { color: theme.muted, size, weight: 600, halo: true });
}

function ownScale(box: Box, { lines }: DrawnIndicator): ValueScale {
  const values = lines.flatMap((line) => line.values);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low) * 0.08;
  return valueScale(low - air, high + air, box.top, box.bottom);
}
