import type { ChartLine } from '@cream/proto/knowledge';
import type { DrawnIndicator } from './picture-plan.js';
import type { Sheet } from './sheet.js';
import type { ValueScale } from './value-scale.js';

/** Upper and lower ends of a band are drawn alike, with the ground between them tinted. */
const BAND = /_(upper|lower)(_|$)/;
const HISTOGRAM = /histogram/;

export function isBand({ lines }: DrawnIndicator): boolean {
  return lines.length === 3 && lines.filter(({ name }) => BAND.test(name)).length === 2;
}

type Point = readonly [number, number];

function pointsOf({ layout }: Sheet, { offset, values }: ChartLine, scale: ValueScale): Point[] {
  return values.map((value, k): Point => [layout.x(offset + k), scale.y(value)]);
}

/** The lines of an indicator; a band of three takes one colour, other lines one each. */
export function drawIndicator(
  sheet: Sheet,
  indicator: DrawnIndicator,
  colors: readonly string[],
  scale: ValueScale,
): void {
  const width = Math.max(sheet.layout.text / 9, 1.2);
  if (isBand(indicator)) {
    drawBand(sheet, indicator, colors[0] ?? sheet.theme.text, scale, width);
    return;
  }
  for (const [k, line] of indicator.lines.entries()) {
    if (HISTOGRAM.test(line.name)) drawHistogram(sheet, line, scale);
    else if (indicator.name === 'parabolic_sar') drawDots(sheet, line, colors[k] ?? sheet.theme.text, scale);
  }
  for (const [k, line] of indicator.lines.entries()) {
    if (HISTOGRAM.test(line.name) || indicator.name === 'parabolic_sar') continue;
    sheet.polyline(pointsOf(sheet, line, scale), colors[k] ?? sheet.theme.text, width);
  }
}

function drawBand(sheet: Sheet, { lines }: DrawnIndicator, color: string, scale: ValueScale, width: number): void {
  const [upper, lower] = ['upper', 'lower'].map((end) => lines.find(({ name }) => name.includes(`_${end}`)));
  if (upper !== undefined && lower !== undefined) {
    sheet.area([...pointsOf(sheet, upper, scale), ...pointsOf(sheet, lower, scale).reverse()], sheet.theme.band);
  }
  for (const line of lines) {
    const middle = !BAND.test(line.name);
    sheet.polyline(pointsOf(sheet, line, scale), color, width * 0.75, middle ? [3, 4] : []);
  }
}

function drawHistogram(sheet: Sheet, line: ChartLine, scale: ValueScale): void {
  const { layout, theme } = sheet;
  const half = Math.max(layout.step * 0.32, 0.5);
  const zero = scale.y(0);
  for (const [k, value] of line.values.entries()) {
    const x = layout.x(line.offset + k);
    const y = scale.y(value);
    sheet.fill(
      { left: x - half, right: x + half, top: Math.min(y, zero), bottom: Math.max(y, zero) },
      value < 0 ? theme.fallSoft : theme.riseSoft,
    );
  }
}

function drawDots(sheet: Sheet, line: ChartLine, color: string, scale: ValueScale): void {
  const radius = Math.min(Math.max(sheet.layout.step * 0.18, 1), 3);
  for (const [x, y] of pointsOf(sheet, line, scale)) {
    sheet.pen.fillStyle = color;
    sheet.pen.beginPath();
    sheet.pen.arc(x, y, radius, 0, 2 * Math.PI);
    sheet.pen.fill();
  }
}
