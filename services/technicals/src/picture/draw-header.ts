import { numberText, priceText, shortText, valueText } from './numbers.js';
import { type DrawnIndicator, intervalText, type PicturePlan } from './picture-plan.js';
import type { Sheet } from './sheet.js';
import { newYorkText } from './time-marks.js';

/** A name with its colour and newest value. */
export interface LegendEntry {
  readonly text: string;
  readonly color: string;
}

export function legendEntry(indicator: DrawnIndicator, color: string): LegendEntry {
  return { text: `${indicator.title}  ${newestText(indicator)}`, color };
}

/** `71.02 / 64.10`: the newest value of each of its lines. */
export function newestText({ lines }: DrawnIndicator): string {
  const values = lines.map(({ values: line, unit }) => {
    const newest = line.at(-1);
    return newest === undefined ? '' : valueText(newest, unit);
  });
  return values.join(' / ');
}

/** Symbol, interval, dates and the newest bar. */
export function drawTitle(sheet: Sheet, { symbol, interval, intraday, bars }: PicturePlan): void {
  const { layout, theme } = sheet;
  const { header, text } = layout;
  const y = header.top + text * 0.9;
  const title = { weight: 600 as const, size: Math.round(text * 1.5) };
  sheet.text(symbol, header.left, y, title);
  let x = header.left + sheet.widthOf(symbol, title) + text;
  const say = (words: string, color: string, weight: 400 | 600 = 400): void => {
    sheet.text(words, x, y, { color, weight });
    x += sheet.widthOf(words, { weight }) + text;
  };
  const newest = bars.at(-1);
  const first = bars[0];
  say(intervalText(interval), theme.muted);
  if (newest === undefined || first === undefined) return;
  say(newYorkText(newest.time, intraday), theme.muted);
  const color = newest.close >= newest.open ? theme.rise : theme.fall;
  say(priceText(newest.close), color, 600);
  const before = bars.at(-2);
  if (before !== undefined)
    say(`${newest.close >= before.close ? '+' : ''}${numberText((newest.close / before.close - 1) * 100, 2)} %`, color);
  const details = [
    `O ${priceText(newest.open)}`,
    `H ${priceText(newest.high)}`,
    `L ${priceText(newest.low)}`,
    ...(newest.volume === undefined ? [] : [`Vol ${shortText(newest.volume)}`]),
  ].join('   ');
  if (x + sheet.widthOf(details) < header.right)
    sheet.text(details, header.right, y, { color: theme.muted, align: 'right' });
}

/** Rows of names that fit into a width. */
export function legendRows(
  entries: readonly LegendEntry[],
  widthOf: (text: string) => number,
  room: number,
): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const width = widthOf(entry.text);
    if (used + width > room) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(entry);
    used += width;
  }
  return rows;
}

/** Width of an entry with its swatch and the gap after it. */
export function entryWidth(sheet: Sheet, text: string): number {
  return sheet.widthOf(text, { size: sheet.layout.text * 0.92 }) + sheet.layout.text * 2.8;
}

export function drawLegend(sheet: Sheet, rows: readonly (readonly LegendEntry[])[], left: number, top: number): void {
  const { layout } = sheet;
  for (const [row, entries] of rows.entries()) {
    let x = left;
    const y = top + layout.line * (row + 0.5);
    for (const { text, color } of entries) {
      sheet.fill(
        { left: x, right: x + layout.text, top: y - layout.text * 0.12, bottom: y + layout.text * 0.12 },
        color,
      );
      sheet.text(text, x + layout.text * 1.4, y, { size: layout.text * 0.92 });
      x += entryWidth(sheet, text);
    }
  }
}
