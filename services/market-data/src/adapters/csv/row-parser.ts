import { Finding_Code } from '@cream/proto/market';
import type { MarketDataErrorCode } from '../../app/market-data-error.js';
import { valueObjection } from '../../app/validation/cell-value.js';
import type { Objection } from '../../app/validation/finding.js';
import { ohlcInconsistency } from '../../app/validation/ohlc.js';
import { Cells } from './cells.js';
import { writeDecimal } from './decimal-cell.js';
import type { Columns } from './header.js';
import type { RowStore } from './row-store.js';
import { readTime, type TimeCell } from './time-cell.js';

const VALUE_NAMES = ['open', 'high', 'low', 'close', 'volume'] as const;
const SHOWN_CHARACTERS = 40;

/** What is wrong with a row: `text` for whoever stops at it, the rest for whoever puts it aside. */
export interface RowDefect extends Objection {
  readonly error: MarketDataErrorCode;
  readonly text: string;
}

/** Reads rows of one file: the time into `time`, the numbers into the row store. A row with a defect leaves nothing there. */
export class RowParser {
  /** The time of the row parsed last, as it is written. */
  readonly time: TimeCell = { form: 'date', ms: 0 };
  private readonly values = new Float64Array(VALUE_NAMES.length);
  private readonly cells: Cells;

  constructor(
    private readonly columns: Columns,
    private readonly rows: RowStore,
  ) {
    this.cells = new Cells(columns.count);
  }

  parse(bytes: Buffer, start: number, end: number): RowDefect | undefined {
    const { cells, columns } = this;
    if (!cells.split(bytes, start, end)) return malformed('a quoted cell is not closed', 'closed quotes');
    if (cells.count !== columns.count) {
      const expected = `${columns.count}`;
      return malformed(`${cells.count} cells`, `${expected} cells`, `${cells.count} cells instead of ${expected}`);
    }
    const time = columns.time;
    if (!readTime(bytes, cells.starts[time] ?? 0, cells.ends[time] ?? 0, this.time)) {
      const observed = this.shownTime(bytes);
      return {
        code: Finding_Code.BAD_TIME,
        observed,
        expected: 'a time',
        error: 'BAD_TIME',
        text: `${observed} is no time`,
      };
    }
    const defect = this.numbers(bytes) ?? this.prices();
    if (defect !== undefined) this.rows.dropRow();
    else this.rows.endRow();
    return defect;
  }

  /** The time cell of the row parsed last, as it is written. */
  shownTime(bytes: Buffer): string {
    return this.shown(bytes, this.columns.time);
  }

  private numbers(bytes: Buffer): RowDefect | undefined {
    for (let i = 0; i < VALUE_NAMES.length; i++) {
      const column = this.columns.values[i] ?? 0;
      const name = VALUE_NAMES[i] ?? 'open';
      const value = writeDecimal(bytes, this.cells.starts[column] ?? 0, this.cells.ends[column] ?? 0, this.rows);
      // Showing a cell costs a string: only a value that cannot stand is shown.
      if (!(value > 0) && !(name === 'volume' && value === 0)) {
        const objection = valueObjection(name, value, this.shown(bytes, column));
        if (objection !== undefined) return valueDefect(objection);
      }
      this.values[i] = value;
      this.rows.endField();
    }
    return undefined;
  }

  private prices(): RowDefect | undefined {
    const [open = 0, high = 0, low = 0, close = 0] = this.values;
    const objection = ohlcInconsistency(open, high, low, close);
    if (objection === undefined) return undefined;
    return {
      ...objection,
      error: 'BAD_PRICE',
      text: `${objection.observed} is ${objection.expected.replace(/^not /, '')}`,
    };
  }

  private shown(bytes: Buffer, column: number): string {
    const text = this.cells.text(bytes, column);
    return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
  }
}

function malformed(observed: string, expected: string, text = observed): RowDefect {
  return { code: Finding_Code.MALFORMED_ROW, observed, expected, error: 'BAD_ROW', text };
}

function valueDefect(objection: Objection): RowDefect {
  const { code, observed } = objection;
  if (code === Finding_Code.NOT_A_NUMBER)
    return { ...objection, error: 'BAD_NUMBER', text: `${observed} is no number` };
  const rule = code === Finding_Code.NEGATIVE_VOLUME ? 'negative' : 'not above zero';
  return { ...objection, error: 'BAD_PRICE', text: `${observed} is ${rule}` };
}
