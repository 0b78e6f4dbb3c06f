import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { SeriesCatalog } from '../src/app/series-catalog.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { loadCatalog } from '../src/load-catalog.js';

export const calendar = new TradingCalendar();
export const HEADER = 'date,open,high,low,close,volume';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder with these files, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'market-data-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The catalog of a folder with these files; the index SPX is context. */
export function catalogOf(files: Readonly<Record<string, string | Uint8Array>>): SeriesCatalog {
  return loadCatalog({ folder: folderWith(files), contextSymbols: new Set(['SPX']) }, calendar);
}

/** A CSV with the standard header. */
export function csv(...lines: string[]): string {
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** A valid row at a time, around a price. */
export function row(time: string, price = 100, volume = 1000): string {
  return `${time},${price},${price + 1},${price - 1},${price + 0.5},${volume}`;
}

/** Rows every `minutes` from `from` to before `to`, New York's clock, for example `('2016-03-01', '09:30', '16:00', 30)`. */
export function intradayRows(date: string, from: string, to: string, minutes: number): string[] {
  const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const rows: string[] = [];
  for (let at = minuteOf(from); at < minuteOf(to); at += minutes) {
    const clock = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    rows.push(row(`${date}T${clock}:00`));
  }
  return rows;
}
