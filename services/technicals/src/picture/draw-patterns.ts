import { type CandleMark, type ChartPoint, type ChartShape, PatternDirection } from '@cream/proto/knowledge';
import { priceText } from './numbers.js';
import { shapeName } from './pattern-words.js';
import type { Box } from './picture-layout.js';
import type { DrawnBar } from './picture-plan.js';
import { directionColor } from './picture-theme.js';
import type { Sheet } from './sheet.js';
import type { ValueScale } from './value-scale.js';

/** Triangles under bullish and over bearish candles, a dot over undecided ones; numbered where the panel lists them. */
export function drawMarks(
  sheet: Sheet,
  marks: readonly CandleMark[],
  bars: readonly DrawnBar[],
  scale: ValueScale,
  numbered: boolean,
): void {
  const { layout, theme } = sheet;
  const size = Math.min(Math.max(layout.step * 0.42, layout.text * 0.28), layout.text * 0.5);
  for (const [position, { bar, direction }] of marks.entries()) {
    const candle = bars[bar];
    if (candle === undefined) continue;
    const x = layout.x(bar);
    const bullish = direction === PatternDirection.BULLISH;
    const color = directionColor(theme, direction);
    const away = bullish ? 1 : -1;
    const tip = scale.y(bullish ? candle.low : candle.high) + away * layout.text * 0.35;
    const base = tip + away * size * 1.7;
    if (direction === PatternDirection.NEUTRAL) {
      sheet.pen.fillStyle = color;
      sheet.pen.beginPath();
      sheet.pen.arc(x, tip - size * 0.7, size * 0.7, 0, 2 * Math.PI);
      sheet.pen.fill();
    } else {
      sheet.area(
        [
          [x, tip],
          [x - size, base],
          [x + size, base],
        ],
        color,
      );
    }
    if (numbered) {
      sheet.text(String(position + 1), x, base + away * layout.text * 0.55, {
        color,
        align: 'center',
        weight: 600,
        halo: true,
        size: layout.text * 0.8,
      });
    }
  }
}

/** The lines of chart patterns, the way of their pivots, and a target while it is ahead. */
export function drawShapes(sheet: Sheet, shapes: readonly ChartShape[], bars: number, scale: ValueScale): void {
  const { layout, theme } = sheet;
  const at = (point: ChartPoint | undefined): [number, number] => [
    layout.x(point?.bar ?? 0),
    scale.y(point?.price ?? 0),
  ];
  const width = layout.text / 9;
  const names: Box[] = [];
  for (const shape of shapes) {
    sheet.polyline(shape.pivots.map(at), theme.shape, width, [2, 3]);
    for (const line of [shape.upper, shape.lower]) {
      if (line !== undefined) sheet.polyline([at(line.from), at(line.to)], theme.shape, width * 1.1);
    }
    if (shape.active && shape.target !== undefined) {
      const from = layout.x(shape.decidedBar ?? shape.knownBar);
      const y = scale.y(shape.target);
      sheet.stroke([from, y], [layout.x(bars), y], theme.shape, width, [layout.text * 0.25, layout.text * 0.25]);
      sheet.text(`target ${priceText(shape.target)}`, layout.x(bars) - layout.text * 0.4, y - layout.text * 0.7, {
        color: theme.shape,
        align: 'right',
        halo: true,
        size: layout.text * 0.85,
      });
    }
    drawName(sheet, shape, scale, names);
  }
}

/** Over the highest pivot, inside the picture, above a name that is there already. */
function drawName(sheet: Sheet, shape: ChartShape, scale: ValueScale, names: Box[]): void {
  const { layout, theme } = sheet;
  const highest = shape.pivots.reduce<ChartPoint | undefined>(
    (top, pivot) => (top !== undefined && top.price >= pivot.price ? top : pivot),
    undefined,
  );
  if (highest === undefined) return;
  const text = shapeName(shape.kind);
  const style = { color: theme.shape, weight: 600 as const, size: layout.text * 0.88, halo: true };
  const half = sheet.widthOf(text, style) / 2;
  const x = Math.min(Math.max(layout.x(highest.bar), layout.price.left + half + 2), layout.price.right - half - 2);
  const line = layout.text * 1.2;
  const boxAt = (y: number): Box => ({ left: x - half, right: x + half, top: y - line / 2, bottom: y + line / 2 });
  let y = scale.y(highest.price) - layout.text * 1.6;
  while (names.some((name) => overlap(name, boxAt(y)))) y -= line;
  names.push(boxAt(y));
  sheet.text(text, x, y, { ...style, align: 'center' });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
