import type { DecimalText, VendorBar, VendorQuote, VendorTrade } from '../ports/index.js';

/** A part of what a feed says about a symbol. */
interface Part {
  /** When it was made, UTC milliseconds. */
  readonly timeMs: number;
  /** Nothing that could have replaced it was lost since. */
  readonly intact: boolean;
}

/** Both sides as the newest quote has them; a side nobody quotes is absent. */
export interface LiveSides extends Part {
  readonly bid?: DecimalText | undefined;
  readonly ask?: DecimalText | undefined;
  /** Shares or contracts; absent where the vendor counts round lots, which are not the same for every stock. */
  readonly bidSize?: DecimalText | undefined;
  readonly askSize?: DecimalText | undefined;
}

export interface LiveLast extends Part {
  readonly price: DecimalText;
}

/** The newest a feed said about a symbol at a time. */
export interface LivePrice {
  readonly symbol: string;
  /** When we had it, UTC milliseconds: it is visible from then on. */
  readonly receivedMs: number;
  readonly sides?: LiveSides | undefined;
  readonly last?: LiveLast | undefined;
}

/** With a newer quote. @returns undefined when the quote is older than the one there is */
export function withQuote(before: LivePrice, quote: VendorQuote, receivedMs: number): LivePrice | undefined {
  if (quote.timeMs < (before.sides?.timeMs ?? Number.NEGATIVE_INFINITY)) return undefined;
  const sized = quote.sizeUnit !== 'ROUND_LOTS';
  const { bid, ask, timeMs } = quote;
  const sizes = sized ? { bidSize: quote.bidSize, askSize: quote.askSize } : {};
  return { ...before, receivedMs, sides: { bid, ask, ...sizes, timeMs, intact: true } };
}

/** With the price of a newer trade. @returns undefined when it is older than the one there is */
export function withTrade(before: LivePrice, { price, timeMs }: VendorTrade, receivedMs: number) {
  return withLast(before, price, timeMs, receivedMs);
}

/** With the close of a newer bar. When that was traded is not known, only that it was not before the bar's start. */
export function withBar(before: LivePrice, { close, startMs }: VendorBar, receivedMs: number) {
  return withLast(before, close, startMs, receivedMs);
}

/** After something was lost: nothing of it is known to be the newest any more. */
export function broken({ symbol, sides, last }: LivePrice, receivedMs: number): LivePrice {
  return {
    symbol,
    receivedMs,
    sides: sides && { ...sides, intact: false },
    last: last && { ...last, intact: false },
  };
}

function withLast(before: LivePrice, price: DecimalText, timeMs: number, receivedMs: number): LivePrice | undefined {
  if (timeMs < (before.last?.timeMs ?? Number.NEGATIVE_INFINITY)) return undefined;
  return { ...before, receivedMs, last: { price, timeMs, intact: true } };
}
