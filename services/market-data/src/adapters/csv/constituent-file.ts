import { MarketDataError } from '../../app/market-data-error.js';
import { type ColumnNames, readTable } from './table.js';

const COLUMNS: ColumnNames<'symbol' | 'from' | 'to'> = {
  symbol: ['symbol', 'ticker'],
  from: ['from', 'start_date', 'date_added'],
  // Required: a list of today's members would put them into the past.
  to: ['to', 'end_date', 'date_removed'],
};

/** A membership of an index: dates as day numbers, `to` the first date without it; undefined: still a member. */
export interface SpellRow {
  readonly symbol: string;
  readonly from: number;
  readonly to: number | undefined;
  readonly line: number;
}

/**
 * The spells of an index in a CSV file with the columns symbol, from and to. An empty `to` is a spell that goes on.
 * @throws MarketDataError naming file and line, also for spells of one symbol that overlap
 */
export function constituentFileSpells(file: string): SpellRow[] {
  const spells: SpellRow[] = [];
  readTable(file, COLUMNS, ['symbol', 'from', 'to'], (row) => {
    const from = row.day('from');
    const to = row.text('to') === '' ? undefined : row.day('to');
    if (to !== undefined && to <= from) throw row.fail(`to ${row.text('to')} does not lie after from`);
    spells.push({ symbol: row.symbol('symbol'), from, to, line: row.line });
  });
  if (spells.length === 0) throw new MarketDataError('FILE_EMPTY', 'the file has no spells', { file });
  for (const [symbol, all] of Map.groupBy(spells, (spell) => spell.symbol)) checkOverlaps(symbol, all, file);
  return spells;
}

function checkOverlaps(symbol: string, spells: readonly SpellRow[], file: string): void {
  const inOrder = spells.toSorted((a, b) => a.from - b.from);
  for (const [i, spell] of inOrder.entries()) {
    const before = inOrder[i - 1];
    if (before === undefined || (before.to ?? Number.POSITIVE_INFINITY) <= spell.from) continue;
    const [first = spell, second = spell] = [before, spell].toSorted((a, b) => a.line - b.line);
    const text = `${symbol} overlaps its spell of line ${first.line}`;
    throw new MarketDataError('BAD_ROW', text, { file, line: second.line });
  }
}
