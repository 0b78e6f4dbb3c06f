import type { Fact, TextTable } from '@cream/proto/knowledge';
import { decimal, quantityWithUnit } from '../format/decimal.js';

const NUMBER = /^\d+$/;
const ACRONYMS = new Set(['atr', 'ema', 'eps', 'macd', 'rsi', 'sma']);
/** Families whose members are understood without them. */
const SILENT_FAMILIES = new Set(['fundamental', 'indicator', 'level', 'pattern', 'price']);
/** Labels that say nothing beyond their family. */
const PLAIN_LABELS = new Set(['label', 'last']);
/** Units that are no symbol to be put beside a number. */
const BARE_UNITS = new Set(['count', 'points', 'ratio']);

/**
 * What a fact says, exact, with its unit where that is a symbol or a word of its own. A table of one row is read out; a
 * longer one is named by its size: its cells are in the record.
 */
export function factValue({ value, unit }: Fact): string {
  switch (value.case) {
    case 'decimal':
      return quantityWithUnit(value.value.value, unit);
    case 'text':
    case 'label':
      return value.value;
    case 'range':
      return `${decimal(value.value.low?.value)} to ${decimal(value.value.high?.value)} ${unit}`.trim();
    case 'series':
      return `${value.value.values.map((each) => decimal(each.value)).join(', ')} ${unit}`.trim();
    case 'table':
      if (value.value.rows.length === 1) return rowText(value.value);
      return `Table of ${value.value.rows.length} rows: ${value.value.columns.join(', ')}`;
    default:
      return '–';
  }
}

/** `status CONFIRMED, breakout 109`: what the row says, column by column; empty cells say nothing. */
function rowText({ columns, rows }: TextTable): string {
  const cells = columns.map((column, k) => [column.replaceAll('_', ' '), rows[0]?.cells[k] ?? '']);
  return cells.flatMap(([column, cell]) => (cell === '' ? [] : [`${column} ${cell}`])).join(', ');
}

/** The unit that `factValue` leaves to the reader; empty where the value carries it. */
export function factUnit({ value, unit }: Fact): string {
  return value.case === 'decimal' && BARE_UNITS.has(unit) ? unit : '';
}

/**
 * A fact's kind in words: `indicator.rsi_14` → `RSI(14)`, `indicator.macd_12_26` → `MACD(12, 26)`, `regime.confidence` →
 * `regime confidence`; `regime.label` → `regime` and `price.last` → `price`, which is what they state.
 */
export function factName(kind: string): string {
  const point = kind.indexOf('.');
  const [family, label] = [kind.slice(0, Math.max(0, point)), kind.slice(point + 1)];
  if (PLAIN_LABELS.has(label)) return family;
  const parts = label.split(/[._]/);
  const words = parts
    .filter((part) => !NUMBER.test(part))
    .map((part) => (ACRONYMS.has(part) ? part.toUpperCase() : part));
  const name = [SILENT_FAMILIES.has(family) ? '' : family, ...words].filter((part) => part !== '').join(' ');
  const parameters = parts.filter((part) => NUMBER.test(part)).join(', ');
  return parameters === '' ? name : `${name}(${parameters})`;
}
