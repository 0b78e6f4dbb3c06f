import { CorporateAction_Kind } from '@cream/proto/market';
import { MarketDataError } from '../../app/market-data-error.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { OfferedAction } from '../store/action-import.js';
import { readLeanRows } from './lean-rows.js';

const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
/** A last line from here on means "still there": LEAN writes 2050-12-31. */
const STILL_THERE_DAY = Date.UTC(2050, 0, 1) / DAY_MS;

/**
 * The life of one instrument in a LEAN map file, `date,ticker,exchange`: the first line is its listing, each further one
 * names the ticker it had up to that date. A last date before 2050 is the last day of trading.
 * @throws MarketDataError naming file and line
 */
export function mapFileActions(file: string): OfferedAction[] {
  const rows = readLeanRows(file).map((row) => ({ ...row, symbol: (row.cells[0] ?? '').toUpperCase() }));
  const bad = rows.find((row) => !SYMBOL.test(row.symbol));
  if (bad !== undefined) {
    const text = `${JSON.stringify(bad.symbol)} is no symbol`;
    throw new MarketDataError('BAD_SYMBOL', text, { file, line: bad.line });
  }
  const [first, ...spells] = rows;
  if (first === undefined) return [];
  const action = (kind: CorporateAction_Kind, symbol: string, day: number, newSymbol = ''): OfferedAction => {
    const atMs = newYorkMidnight(day);
    return { symbol, kind, announcedMs: atMs, effectiveMs: atMs, value: '', newSymbol };
  };
  const actions = [action(CorporateAction_Kind.LISTING, spells[0]?.symbol ?? first.symbol, first.day)];
  for (const [i, { symbol, day }] of spells.entries()) {
    const next = spells[i + 1];
    if (next !== undefined && next.symbol !== symbol) {
      actions.push(action(CorporateAction_Kind.RENAME, symbol, day + 1, next.symbol));
    }
    if (next === undefined && day < STILL_THERE_DAY) {
      actions.push(action(CorporateAction_Kind.DELISTING, symbol, day + 1));
    }
  }
  return actions;
}
