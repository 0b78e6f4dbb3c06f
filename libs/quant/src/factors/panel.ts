import { type Line, lineAt } from '../indicators/line.js';
import { type Numbers, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** One number for each symbol of a universe, or none; every row of a panel has the symbols in the same order. */
export type CrossSection = ArrayLike<number | undefined>;

/** A quantity over time and a universe: one row a date, oldest first; one column a symbol. */
export type Panel = readonly CrossSection[];

/** The symbols that have a value in both rows, as two series that belong together. */
export function completePairs(first: CrossSection, second: CrossSection): { first: number[]; second: number[] } {
  const pairs: { first: number[]; second: number[] } = { first: [], second: [] };
  for (let symbol = 0; symbol < first.length; symbol++) {
    const a = first[symbol];
    const b = second[symbol];
    if (a === undefined || b === undefined) continue;
    pairs.first.push(a);
    pairs.second.push(b);
  }
  return pairs;
}

/** Throws a QuantError unless every row has as many symbols as the first and every value is finite or missing. */
export function requirePanel(parameter: string, panel: Panel): void {
  const symbols = panel[0]?.length ?? 0;
  for (const [date, row] of panel.entries()) {
    if (row.length !== symbols) {
      throw new QuantError(parameter, `has ${row.length} symbols where the first row has ${symbols}`, date);
    }
    for (let symbol = 0; symbol < symbols; symbol++) {
      const value = row[symbol];
      if (value !== undefined && !Number.isFinite(value)) {
        throw new QuantError(parameter, `must be finite or missing, got ${value} for symbol ${symbol}`, date);
      }
    }
  }
}

/** Both panels are sound and have the same dates and symbols. */
export function requireSamePanels(parameter: string, panel: Panel, otherParameter: string, other: Panel): void {
  requirePanel(parameter, panel);
  requirePanel(otherParameter, other);
  if (panel.length !== other.length) {
    throw new QuantError(parameter, `has ${panel.length} dates but ${otherParameter} has ${other.length}`);
  }
  if ((panel[0]?.length ?? 0) !== (other[0]?.length ?? 0)) {
    throw new QuantError(parameter, `has ${panel[0]?.length} symbols but ${otherParameter} has ${other[0]?.length}`);
  }
}

/** A panel from one series a symbol (a column each), all of the same length. */
export function panelOf(columns: readonly Numbers[]): (number | undefined)[][] {
  const dates = columns[0]?.length ?? 0;
  for (const [symbol, column] of columns.entries()) {
    if (column.length !== dates) {
      throw new QuantError('columns', `has ${column.length} dates where the first has ${dates}`, symbol);
    }
  }
  return Array.from({ length: dates }, (_, date) => columns.map((column) => column[date]));
}

/**
 * A panel from the line of an indicator of each symbol, over `bars` bars that all symbols share; missing in the warm-up
 * of each and where a line has ended.
 */
export function panelOfLines(lines: readonly Line[], bars: number): (number | undefined)[][] {
  requireInteger('bars', bars, 0);
  for (const [symbol, { offset, values }] of lines.entries()) {
    if (values.length > 0 && offset + values.length > bars) {
      throw new QuantError('lines', `reaches bar ${offset + values.length - 1} of ${bars} bars`, symbol);
    }
  }
  return Array.from({ length: bars }, (_, bar) => lines.map((line) => lineAt(line, bar)));
}
