import type { PriceLevel } from '@cream/proto/knowledge';
import { priceText } from './numbers.js';
import type { Box } from './picture-layout.js';
import type { Sheet } from './sheet.js';
import type { ValueScale } from './value-scale.js';

/** A value on the axis right of the candles. */
export interface PriceLabel {
  readonly text: string;
  readonly color: string;
  readonly strong: boolean;
  readonly y: number;
}

/** Levels as dashed lines, the stronger the thicker. */
export function drawLevels(sheet: Sheet, box: Box, levels: readonly PriceLevel[], scale: ValueScale): void {
  const { theme, layout } = sheet;
  for (const { price, support, strength } of levels) {
    const y = scale.y(price);
    const width = (layout.text / 12) * (1 + 1.4 * strength);
    sheet.stroke([box.left, y], [box.right, y], support ? theme.rise : theme.fall, width, [
      layout.text * 0.5,
      layout.text * 0.35,
    ]);
  }
}

/** The newest price and the levels on the axis; labels that would cover each other move apart, the price stays. */
export function priceLabels(
  sheet: Sheet,
  box: Box,
  last: { close: number; rise: boolean } | undefined,
  levels: readonly PriceLevel[],
  scale: ValueScale,
): PriceLabel[] {
  const { theme, layout } = sheet;
  const labels: PriceLabel[] = [];
  const height = Math.round(layout.text * 1.3) + 1;
  const place = (label: PriceLabel): void => {
    const free = (y: number): boolean => labels.every((other) => Math.abs(other.y - y) >= height);
    for (let shift = 0; shift < 12; shift++) {
      for (const y of [label.y - shift * height * 0.5, label.y + shift * height * 0.5]) {
        if (y < box.top + height / 2 || y > box.bottom - height / 2 || !free(y)) continue;
        labels.push({ ...label, y });
        return;
      }
    }
  };
  if (last !== undefined) {
    place({
      text: priceText(last.close),
      color: last.rise ? theme.rise : theme.fall,
      strong: true,
      y: scale.y(last.close),
    });
  }
  for (const { price, support } of levels) {
    place({ text: priceText(price), color: support ? theme.rise : theme.fall, strong: false, y: scale.y(price) });
  }
  return labels;
}
