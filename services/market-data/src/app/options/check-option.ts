import { Decimal, isoDate, millis, readOccSymbol, underlyingOfRoot } from '@cream/domain';
import { Finding_Code, type OptionSnapshot } from '@cream/proto/market';
import { fromWireDate } from '../../calendar/civil-date.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { Objection } from '../validation/finding.js';
import { optionExpiryMs } from './option-expiry.js';

export interface TakenChain {
  readonly underlying: string;
  /** UTC milliseconds. */
  readonly takenMs: number;
}

type Check = (option: OptionSnapshot, chain: TakenChain, calendar: TradingCalendar) => Objection | undefined;

const CHECKS: readonly Check[] = [termsAgree, alive, notFromTheFuture, pricesPossible, notCrossed, numbersFinite];

/** What speaks against an option of a chain, the first that is found; undefined when nothing does. */
export function checkOption(
  option: OptionSnapshot,
  chain: TakenChain,
  calendar: TradingCalendar,
): Objection | undefined {
  for (const check of CHECKS) {
    const objection = check(option, chain, calendar);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

function termsAgree({ contract }: OptionSnapshot, { underlying }: TakenChain): Objection | undefined {
  const code = Finding_Code.BAD_CONTRACT;
  const symbol = contract?.occSymbol ?? '';
  const parsed = readOccSymbol(symbol);
  if (contract === undefined || parsed === undefined) {
    return { code, observed: JSON.stringify(symbol), expected: 'an OCC symbol like AAPL160318C00105000' };
  }
  const terms = (date: string, right: number, strike: string) => `${date} ${right === 1 ? 'call' : 'put'} ${strike}`;
  const said = terms(
    contract.expiration === undefined ? '' : isoDate(contract.expiration),
    contract.right,
    contract.strike?.value ?? '',
  );
  const meant = terms(parsed.expiration, parsed.right, parsed.strike.toFixed());
  if (said !== meant) return { code, observed: `${symbol}: ${said}`, expected: meant };
  if (contract.underlying !== underlying || !isRootOf(parsed.root, underlying)) {
    return { code, observed: `${symbol} on ${contract.underlying}`, expected: `an option on ${underlying}` };
  }
  const multiplier = contract.multiplier?.value ?? '';
  if (multiplier !== '' && new Decimal(multiplier).gt(0)) return undefined;
  return { code, observed: `${symbol}: multiplier ${JSON.stringify(multiplier)}`, expected: 'above 0' };
}

/** Roots have no dots: options on BRK.B are BRKB. */
function isRootOf(root: string, underlying: string): boolean {
  const ticker = underlyingOfRoot(root);
  return ticker === underlying || ticker === underlying.replaceAll(/[.-]/g, '');
}

function alive(
  { contract }: OptionSnapshot,
  { takenMs }: TakenChain,
  calendar: TradingCalendar,
): Objection | undefined {
  const day = contract?.expiration === undefined ? undefined : fromWireDate(contract.expiration);
  if (contract === undefined || day === undefined) return undefined;
  const endMs = optionExpiryMs(day, calendar);
  if (takenMs < endMs) return undefined;
  const observed = `${contract.occSymbol} ended ${new Date(endMs).toISOString()}`;
  return { code: Finding_Code.EXPIRED, observed, expected: `after ${new Date(takenMs).toISOString()}` };
}

function notFromTheFuture(
  { contract, quote, lastTime }: OptionSnapshot,
  { takenMs }: TakenChain,
): Objection | undefined {
  const code = Finding_Code.BAD_TIME;
  for (const [name, time] of [
    ['quote', quote?.time],
    ['trade', lastTime],
  ] as const) {
    if (time === undefined || millis(time) <= takenMs) continue;
    const observed = `${contract?.occSymbol}: ${name} of ${new Date(millis(time)).toISOString()}`;
    return { code, observed, expected: `by ${new Date(takenMs).toISOString()}` };
  }
  const untimed = quote !== undefined && quote.time === undefined;
  const observed = `${contract?.occSymbol}: a quote without its time`;
  return untimed ? { code, observed, expected: 'a time' } : undefined;
}

function pricesPossible({ contract, quote, lastPrice }: OptionSnapshot): Objection | undefined {
  const prices = { bid: quote?.bid, ask: quote?.ask, last: lastPrice ?? quote?.last };
  for (const [name, price] of Object.entries(prices)) {
    // A bid of 0 is that of an option nobody wants.
    if (price === undefined || new Decimal(price.value).gt(0) || (name === 'bid' && price.value === '0')) continue;
    const observed = `${contract?.occSymbol}: ${name} ${price.value}`;
    return { code: Finding_Code.NON_POSITIVE_PRICE, observed, expected: 'above 0, or absent' };
  }
  return undefined;
}

function notCrossed({ contract, quote }: OptionSnapshot): Objection | undefined {
  const [bid, ask] = [quote?.bid, quote?.ask];
  if (bid === undefined || ask === undefined || !new Decimal(bid.value).gt(ask.value)) return undefined;
  const observed = `${contract?.occSymbol}: bid ${bid.value} above ask ${ask.value}`;
  return { code: Finding_Code.CROSSED_QUOTE, observed, expected: 'bid at most ask' };
}

function numbersFinite({
  contract,
  impliedVolatility,
  delta,
  gamma,
  vega,
  theta,
  rho,
}: OptionSnapshot): Objection | undefined {
  const numbers = { impliedVolatility, delta, gamma, vega, theta, rho };
  for (const [name, value] of Object.entries(numbers)) {
    const wrong = value !== undefined && (!Number.isFinite(value) || (name === 'impliedVolatility' && value < 0));
    if (!wrong) continue;
    const observed = `${contract?.occSymbol}: ${name} ${value}`;
    return { code: Finding_Code.NOT_A_NUMBER, observed, expected: 'a finite number, or absent' };
  }
  return undefined;
}
