import { CorporateAction_Kind } from '@cream/proto/market';
import { MarketDataError } from '../../app/market-data-error.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { OfferedAction } from '../store/action-import.js';
import { Cells } from './cells.js';
import { writeDecimal } from './decimal-cell.js';
import { readLines } from './line-reader.js';
import { RowStore } from './row-store.js';
import { readTime, type TimeCell } from './time-cell.js';

const COLUMNS = ['symbol', 'kind', 'announced_at', 'effective_at', 'value', 'new_symbol'] as const;
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
const { SPLIT, DIVIDEND, RENAME, UNSPECIFIED } = CorporateAction_Kind;
const MOST_COLUMNS = 64;

type Column = (typeof COLUMNS)[number];

/**
 * Corporate actions of a CSV file with the columns symbol, kind (SPLIT, DIVIDEND, RENAME, DELISTING, LISTING), announced_at,
 * effective_at, value and new_symbol, in any order. A date is its midnight in New York. Without announced_at an action
 * counts as announced when it takes effect.
 * @throws MarketDataError naming file and line
 */
export function actionFileActions(file: string): OfferedAction[] {
  const actions: OfferedAction[] = [];
  const cells = new Cells(MOST_COLUMNS);
  let columns: ReadonlyMap<Column, number> | undefined;
  readLines(file, file, (bytes, start, end, line) => {
    if (start === end) return;
    if (!cells.split(bytes, start, end))
      throw new MarketDataError('BAD_ROW', 'a quoted cell is not closed', { file, line });
    const texts = Array.from({ length: Math.min(cells.count, MOST_COLUMNS) }, (_, i) => cells.text(bytes, i));
    if (columns === undefined) columns = header(texts, file);
    else actions.push(new ActionRow(texts, columns, file, line).action());
  });
  return actions;
}

function header(texts: readonly string[], file: string): ReadonlyMap<Column, number> {
  const names = texts.map((text) => text.toLowerCase());
  const missing = COLUMNS.find((name) => !names.includes(name));
  if (missing === undefined) return new Map(COLUMNS.map((name) => [name, names.indexOf(name)]));
  throw new MarketDataError('BAD_HEADER', `the header has no column "${missing}"`, { file, line: 1 });
}

class ActionRow {
  constructor(
    private readonly texts: readonly string[],
    private readonly columns: ReadonlyMap<Column, number>,
    private readonly file: string,
    private readonly line: number,
  ) {}

  action(): OfferedAction {
    const kindText = this.text('kind').toUpperCase();
    const kind = CorporateAction_Kind[kindText as keyof typeof CorporateAction_Kind] ?? UNSPECIFIED;
    if (kind === UNSPECIFIED) throw this.fail(`${JSON.stringify(kindText)} is no kind of action`);
    const effectiveMs = this.time('effective_at');
    const announcedMs = this.text('announced_at') === '' ? effectiveMs : this.time('announced_at');
    if (announcedMs > effectiveMs) throw this.fail('announced_at lies after effective_at');
    const value = kind === SPLIT || kind === DIVIDEND ? this.positive() : '';
    const newSymbol = kind === RENAME ? this.symbol('new_symbol') : '';
    return { symbol: this.symbol('symbol'), kind, announcedMs, effectiveMs, value, newSymbol };
  }

  private symbol(column: Column): string {
    const symbol = this.text(column).toUpperCase();
    if (SYMBOL.test(symbol)) return symbol;
    throw this.fail(`${column} ${JSON.stringify(symbol)} is no symbol`);
  }

  private time(column: Column): number {
    const bytes = Buffer.from(this.text(column));
    const time: TimeCell = { form: 'date', ms: 0 };
    if (!readTime(bytes, 0, bytes.length, time)) {
      throw this.fail(`${column} ${JSON.stringify(this.text(column))} is no time`);
    }
    const day = Math.floor(time.ms / DAY_MS);
    return time.form === 'instant' ? time.ms : newYorkMidnight(day) + (time.ms - day * DAY_MS);
  }

  private positive(): string {
    const bytes = Buffer.from(this.text('value'));
    const out = new RowStore();
    if (!(writeDecimal(bytes, 0, bytes.length, out) > 0)) {
      throw this.fail(`value ${JSON.stringify(this.text('value'))} is not above zero`);
    }
    out.endField();
    out.endRow();
    return out.fields(0)[0];
  }

  private text(column: Column): string {
    return this.texts[this.columns.get(column) ?? -1] ?? '';
  }

  private fail(text: string): MarketDataError {
    return new MarketDataError('BAD_ROW', text, { file: this.file, line: this.line });
  }
}
