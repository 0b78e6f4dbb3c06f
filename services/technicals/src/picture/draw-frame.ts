import type { Box } from './picture-layout.js';
import type { DrawnBar } from './picture-plan.js';
import type { Sheet } from './sheet.js';
import { type TimeMark, timeMarks } from './time-marks.js';
import { roundValues, type ValueScale } from './value-scale.js';

/**
 * Frame, level grid and the values beside a pane.
 *
 * @param taken heights at which something else is written
 */
export function drawValueAxis(
  sheet: Sheet,
  box: Box,
  scale: ValueScale,
  text: (value: number, decimals: number) => string,
  taken: readonly number[] = [],
): void {
  const { layout, theme } = sheet;
  const count = Math.max(Math.floor((box.bottom - box.top) / (layout.text * 2.4)), 2);
  const { values, decimals } = roundValues(scale.low, scale.high, count);
  for (const value of values) {
    const y = scale.y(value);
    if (y < box.top + layout.text * 0.4 || y > box.bottom - layout.text * 0.4) continue;
    sheet.stroke([box.left, y], [box.right, y], theme.grid);
    if (taken.some((other) => Math.abs(other - y) < layout.text * 1.25)) continue;
    sheet.text(text(value, decimals), box.right + layout.text * 0.55, y, {
      color: theme.muted,
      size: layout.text * 0.92,
    });
  }
  sheet.stroke([box.left, box.bottom], [box.right, box.bottom], theme.frame);
}

/** Upright grid through all panes and the dates under them. */
export function drawTimeAxis(sheet: Sheet, panes: readonly Box[], bars: readonly DrawnBar[], intraday: boolean): void {
  const { layout, theme } = sheet;
  const spacing = Math.ceil((layout.text * 4.2) / layout.step);
  const marks = timeMarks(
    bars.map(({ time }) => time),
    spacing,
    intraday,
  );
  for (const mark of marks) {
    const x = layout.x(mark.bar);
    for (const pane of panes) sheet.stroke([x, pane.top], [x, pane.bottom], theme.grid);
    if (fits(sheet, mark, x)) {
      const weight = mark.weight > 1 ? 600 : 400;
      const y = (layout.axis.top + layout.axis.bottom) / 2;
      sheet.text(mark.text, x, y, { color: theme.muted, align: 'center', weight, size: layout.text * 0.92 });
    }
  }
}

/** Whether a label stays under the panes. */
function fits(sheet: Sheet, { text }: TimeMark, x: number): boolean {
  const { axis, text: size } = sheet.layout;
  const half = sheet.widthOf(text, { weight: 600, size: size * 0.92 }) / 2;
  return x - half >= axis.left && x + half <= axis.right + size * 0.5;
}
