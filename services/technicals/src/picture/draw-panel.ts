import type { CandleMark, ChartShape, PriceLevel } from '@cream/proto/knowledge';
import { numberText, priceText } from './numbers.js';
import { directionText, shapeName, statusText } from './pattern-words.js';
import type { Box } from './picture-layout.js';
import type { DrawnBar } from './picture-plan.js';
import { directionColor } from './picture-theme.js';
import type { Sheet } from './sheet.js';
import { newYorkText } from './time-marks.js';

/** What is marked in the chart. */
export interface Marked {
  readonly levels: readonly PriceLevel[];
  readonly marks: readonly CandleMark[];
  readonly shapes: readonly ChartShape[];
}

/** Levels and patterns in words, as far as there is room. */
export function drawPanel(
  sheet: Sheet,
  box: Box,
  { levels, marks, shapes }: Marked,
  bars: readonly DrawnBar[],
  intraday: boolean,
): void {
  const { theme, layout } = sheet;
  const size = layout.text * 0.9;
  let y = box.top + layout.line * 0.5;
  const row = (left: string, right: string, color: string, weight: 400 | 600 = 400): void => {
    if (y + size / 2 > box.bottom) return;
    sheet.text(left, box.left, y, { color, weight, size });
    if (right !== '') sheet.text(right, box.right, y, { color: theme.muted, align: 'right', size });
    y += layout.line * 1.05;
  };
  const heading = (text: string, right: string): void => {
    if (y > box.top + layout.line) y += layout.line * 0.6;
    row(text, right, theme.text, 600);
  };

  if (levels.length > 0) heading('Levels', 'touches, strength');
  for (const { price, support, touches, strength, roleReversed } of levels.toSorted((a, b) => b.price - a.price)) {
    const name = `${priceText(price)} ${support ? 'support' : 'resistance'}${roleReversed ? ' *' : ''}`;
    row(name, `${touches}, ${numberText(strength, 2)}`, support ? theme.rise : theme.fall);
  }
  if (levels.some(({ roleReversed }) => roleReversed)) row('* its role was the other one', '', theme.muted);
  if (shapes.length > 0) heading('Chart patterns', 'confidence');
  for (const { kind, direction, status, breakout, target, confidence } of shapes) {
    row(shapeName(kind), numberText(confidence, 2), directionColor(theme, direction));
    const geometry =
      breakout === undefined || target === undefined ? '' : ` at ${priceText(breakout)}, target ${priceText(target)}`;
    row(`    ${statusText(status)}${geometry}`, '', theme.muted);
  }
  if (marks.length > 0) heading('Candlesticks', 'confidence');
  for (const [position, { bar, title, direction, confidence }] of marks.entries()) {
    const at = bars[bar];
    // A pattern without its date would be half told.
    if (at === undefined || y + layout.line * 1.05 + size / 2 > box.bottom) break;
    row(
      `${position + 1}  ${title}, ${directionText(direction)}`,
      numberText(confidence, 2),
      directionColor(theme, direction),
    );
    row(`    ${newYorkText(at.time, intraday)}`, '', theme.muted);
  }
}
