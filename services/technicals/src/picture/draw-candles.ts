import type { Box, PictureLayout } from './picture-layout.js';
import type { DrawnBar } from './picture-plan.js';
import type { Sheet } from './sheet.js';
import { type ValueScale, valueScale } from './value-scale.js';

/** Wicks and bodies; a close at or above the open is a rise. */
export function drawCandles(sheet: Sheet, bars: readonly DrawnBar[], scale: ValueScale): void {
  const { layout, theme } = sheet;
  const half = halfBody(layout);
  const wick = Math.max(Math.min(layout.step * 0.12, layout.text / 8), 1);
  for (const [index, { open, high, low, close }] of bars.entries()) {
    const color = close >= open ? theme.rise : theme.fall;
    const x = layout.x(index);
    sheet.fill({ left: x - wick / 2, right: x + wick / 2, top: scale.y(high), bottom: scale.y(low) }, color);
    const top = scale.y(Math.max(open, close));
    // A body without height is still a line.
    const bottom = Math.max(scale.y(Math.min(open, close)), top + Math.max(wick, 1));
    sheet.fill({ left: x - half, right: x + half, top, bottom }, color);
  }
}

/** Half the width of a body and of the volume under it. */
function halfBody({ step }: PictureLayout): number {
  return Math.max(Math.floor(step * 0.34 * 2) / 2, 0.5);
}

export function volumeScale({ top, bottom }: Box, bars: readonly DrawnBar[]): ValueScale {
  return valueScale(0, 1.08 * Math.max(0, ...bars.map(({ volume }) => volume ?? 0)), top, bottom);
}

/** In the colour of their candles; a bar that says no volume has none. */
export function drawVolume(sheet: Sheet, box: Box, bars: readonly DrawnBar[], scale: ValueScale): void {
  const { layout, theme } = sheet;
  const half = halfBody(layout);
  for (const [index, { open, close, volume }] of bars.entries()) {
    if (volume === undefined) continue;
    const x = layout.x(index);
    const color = close >= open ? theme.riseSoft : theme.fallSoft;
    sheet.fill({ left: x - half, right: x + half, top: scale.y(volume), bottom: box.bottom }, color);
  }
}
