import { newCanvas } from './canvas.js';
import { drawCandles, drawVolume, volumeScale } from './draw-candles.js';
import { drawTimeAxis, drawValueAxis } from './draw-frame.js';
import { drawLegend, drawTitle, entryWidth, type LegendEntry, legendEntry, legendRows } from './draw-header.js';
import { drawLevels, priceLabels } from './draw-levels.js';
import { drawIndicator, isBand } from './draw-lines.js';
import { drawOwnPane } from './draw-own-pane.js';
import { drawPanel, type Marked } from './draw-panel.js';
import { drawMarks, drawShapes } from './draw-patterns.js';
import { numberText, shortText } from './numbers.js';
import { type Box, type PictureLayout, pictureLayout } from './picture-layout.js';
import type { DrawnIndicator, PicturePlan } from './picture-plan.js';
import type { PictureTheme } from './picture-theme.js';
import { Sheet } from './sheet.js';
import { type ValueScale, valueScale } from './value-scale.js';

/**
 * A chart as PNG. The same input gives the same bytes on the same version of the drawing library: nothing is read off the
 * clock, and the fonts come with the package.
 *
 * @param size in pixels
 * @throws ConnectError FAILED_PRECONDITION where pictures cannot be drawn
 */
export async function chartPicture(
  plan: PicturePlan,
  marked: Marked,
  theme: PictureTheme,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  const canvas = await newCanvas(width, height);
  const pen = canvas.getContext('2d');
  const colors = colorsOf([...plan.price, ...plan.volume], theme);
  const content = {
    bars: plan.bars.length,
    volume: plan.bars.some(({ volume }) => volume !== undefined && volume > 0),
    own: plan.own.length,
    panel: marked.levels.length + marked.marks.length + marked.shapes.length > 0,
  };
  const layoutOf = (legendLines: number): PictureLayout => pictureLayout(width, height, { ...content, legendLines });
  const entries = [...plan.price, ...plan.volume].map(
    (indicator): LegendEntry => legendEntry(indicator, colors.get(indicator)?.[0] ?? theme.text),
  );
  const measure = new Sheet(pen, theme, layoutOf(1));
  const rows = legendRows(
    entries,
    (text) => entryWidth(measure, text),
    measure.layout.axis.right - measure.layout.header.left,
  );

  const sheet = new Sheet(pen, theme, layoutOf(rows.length));
  const { layout } = sheet;
  sheet.fill({ left: 0, right: width, top: 0, bottom: height }, theme.ground);
  drawTitle(sheet, plan);
  drawLegend(sheet, rows, layout.header.left, layout.header.bottom - layout.line * (rows.length + 0.25));
  const panes = [layout.price, ...(layout.volume === undefined ? [] : [layout.volume]), ...layout.own];
  drawTimeAxis(sheet, panes, plan.bars, plan.intraday);
  drawPricePane(sheet, plan, marked, colors);
  if (layout.volume !== undefined) drawVolumePane(sheet, layout.volume, plan, colors);
  for (const [k, indicator] of plan.own.entries()) {
    const box = layout.own[k];
    if (box !== undefined) drawOwnPane(sheet, box, indicator);
  }
  if (layout.panel !== undefined) drawPanel(sheet, layout.panel, marked, plan.bars, plan.intraday);
  return canvas.encode('png');
}

function drawPricePane(sheet: Sheet, plan: PicturePlan, marked: Marked, colors: Colors): void {
  const { layout } = sheet;
  const scale = priceScale(layout.price, plan, layout.text * 2.4);
  const levels = marked.levels.filter(({ price }) => price >= scale.low && price <= scale.high);
  const newest = plan.bars.at(-1);
  const last = newest && { close: newest.close, rise: newest.close >= newest.open };
  const labels = priceLabels(sheet, layout.price, last, levels, scale);
  const taken = labels.map(({ y }) => y);
  drawValueAxis(sheet, layout.price, scale, numberText, taken);
  sheet.clipped(layout.price, () => {
    for (const indicator of plan.price.toSorted((a, b) => Number(isBand(b)) - Number(isBand(a)))) {
      drawIndicator(sheet, indicator, colors.get(indicator) ?? [], scale);
    }
    drawLevels(sheet, layout.price, levels, scale);
    drawCandles(sheet, plan.bars, scale);
    drawShapes(sheet, marked.shapes, plan.bars.length, scale);
    drawMarks(sheet, marked.marks, plan.bars, scale, layout.panel !== undefined);
  });
  for (const { text, y, color, strong } of labels) sheet.chip(text, y, color, strong);
}

function drawVolumePane(sheet: Sheet, box: Box, plan: PicturePlan, colors: Colors): void {
  const scale = volumeScale(box, plan.bars);
  drawValueAxis(sheet, box, scale, shortText);
  drawVolume(sheet, box, plan.bars, scale);
  sheet.clipped(box, () => {
    for (const indicator of plan.volume) drawIndicator(sheet, indicator, colors.get(indicator) ?? [], scale);
  });
}

/** How far lines may stretch the scale beyond the candles, as a share of their range: the candles are what matters. */
const STRETCH = 0.25;

/** @param room pixels to be left free above and below */
function priceScale({ top, bottom }: Box, { bars, price }: PicturePlan, room: number): ValueScale {
  const [low, high] = [Math.min(...bars.map((bar) => bar.low)), Math.max(...bars.map((bar) => bar.high))];
  const span = high - low || Math.abs(high) * 0.02 || 1;
  const drawn = price.flatMap(({ lines }) => lines.flatMap(({ values }) => values));
  const within = drawn.filter((value) => value > low - STRETCH * span && value < high + STRETCH * span);
  const lowest = within.reduce((least, value) => Math.min(least, value), low);
  const highest = within.reduce((most, value) => Math.max(most, value), high);
  // Air for the marks under and over the candles.
  const air = ((highest - lowest || span) * room) / Math.max(bottom - top - 2 * room, room);
  return valueScale(lowest - air, highest + air, top, bottom);
}

type Colors = ReadonlyMap<DrawnIndicator, readonly string[]>;

/** Each line its colour, a band one for all of its lines; after the last colour the first again. */
function colorsOf(indicators: readonly DrawnIndicator[], theme: PictureTheme): Colors {
  let next = 0;
  const color = (): string => theme.lines[next++ % theme.lines.length] ?? theme.text;
  return new Map(
    indicators.map((indicator) => [indicator, isBand(indicator) ? [color()] : indicator.lines.map(() => color())]),
  );
}
