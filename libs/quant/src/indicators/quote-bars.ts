import { at, type Numbers, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { positiveColumn, requirePositiveValue } from './column.js';
import { type Line, lineThrough } from './line.js';

interface QuoteStream {
  push(open: number, high: number, low: number, close: number): number | undefined;
}

export function lineOfQuotes(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  offset: number,
  stream: QuoteStream,
): Line {
  requireSameLength('open', open, 'high', high);
  requireSameLength('low', low, 'high', high);
  requireSameLength('close', close, 'high', high);
  const o = positiveColumn('open', open);
  const h = positiveColumn('high', high);
  const l = positiveColumn('low', low);
  const c = positiveColumn('close', close);
  return lineThrough(h.length, offset, (i) => stream.push(at(o, i), at(h, i), at(l, i), at(c, i)));
}

export function requireOrder(open: number, high: number, low: number, close: number): void {
  requirePositiveValue('open', open);
  requirePositiveValue('high', high);
  requirePositiveValue('low', low);
  requirePositiveValue('close', close);
  if (low > Math.min(open, close, high)) throw new QuantError('low', `must be the lowest price of its bar, got ${low}`);
  if (high < Math.max(open, close)) throw new QuantError('high', `must be the highest price of its bar, got ${high}`);
}
