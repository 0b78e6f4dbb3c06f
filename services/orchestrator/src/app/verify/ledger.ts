import { accountHistory, Decimal, dec, symbolOf } from '@cream/domain';
import type { FillsEntry, Finding } from '@cream/proto/cycle';
import { type Portfolio, Side } from '@cream/proto/portfolio';
import { type AccountEvent, AccountEvent_Kind, type Fill } from '@cream/proto/trading';
import { finding } from './finding.js';

/** What an account holds: USD, and units by symbol. */
interface Book {
  readonly cash: Decimal;
  readonly held: ReadonlyMap<string, Decimal>;
}

/**
 * Recomputes cash, positions and equity of an account from its fills, cycle by cycle in slot order. What does not add up is
 * told once, in its own cycle: whether the fills or the portfolio are wrong there, the cycles after it will show.
 */
export class Ledger {
  /** The account as it may be; more than one after a cycle that did not add up. Empty before the first cycle. */
  private books: readonly Book[] = [];
  private lost = false;

  /**
   * @returns what of the recorded portfolio the fills do not explain
   * @throws DomainError when an amount is missing or malformed
   */
  follow(cycleId: string, { fills, events, portfolio }: FillsEntry): Finding[] {
    const recorded = recordedBook(portfolio);
    if (this.lost) {
      this.lost = false;
      this.books = [recorded];
      return [];
    }
    const [first = openingBook(portfolio), ...others] = this.books;
    const book = bookAfter(first, fills, events);
    const findings = differences(cycleId, book, portfolio);
    const right = others
      .map((other) => bookAfter(other, fills, events))
      .filter((other) => differences(cycleId, other, portfolio).length === 0);
    if (findings.length === 0) right.unshift(book);
    this.books = right.length > 0 ? right : [book, recorded];
    return right.length > 0 ? [] : findings;
  }

  /** The fills of a cycle are not to be had: the account is found again where its portfolio is recorded next. */
  lose(): void {
    this.lost = true;
  }
}

function openingBook(portfolio: Portfolio | undefined): Book {
  return { cash: dec(portfolio?.account?.initialEquity), held: new Map() };
}

function recordedBook(portfolio: Portfolio | undefined): Book {
  const positions = portfolio?.positions ?? [];
  return {
    cash: dec(portfolio?.account?.cash),
    held: new Map(positions.map(({ instrument, quantity }) => [symbolOf(instrument), dec(quantity)])),
  };
}

/** A book after what happened to it. */
function bookAfter(book: Book, fills: readonly Fill[], events: readonly AccountEvent[]): Book {
  if (fills.length === 0 && events.length === 0) return book;
  let { cash } = book;
  const held = new Map(book.held);
  const unitsOf = (symbol: string) => held.get(symbol) ?? new Decimal(0);
  for (const { fill, event } of accountHistory(fills, events)) {
    const symbol = symbolOf((fill ?? event).instrument);
    if (event !== undefined) {
      const effect = effectOf(unitsOf(symbol), event);
      held.set(symbol, effect.units);
      cash = cash.plus(effect.cash);
      continue;
    }
    const quantity = fill.side === Side.BUY ? dec(fill.quantity) : dec(fill.quantity).negated();
    cash = cash.minus(quantity.times(dec(fill.price))).minus(dec(fill.fees));
    held.set(symbol, unitsOf(symbol).plus(quantity));
  }
  return { cash, held };
}

/** Recomputed from the units held; only the price of a fraction of a unit is taken from the record. */
function effectOf(units: Decimal, { kind, value, cash }: AccountEvent): { units: Decimal; cash: Decimal } {
  const exact = units.times(dec(value));
  if (kind === AccountEvent_Kind.DIVIDEND) return { units, cash: exact };
  const whole = exact.truncated();
  return { units: whole, cash: whole.equals(exact) ? new Decimal(0) : dec(cash) };
}

function differences(cycleId: string, { cash, held }: Book, portfolio: Portfolio | undefined): Finding[] {
  const findings = difference(cycleId, 'cash', cash, dec(portfolio?.account?.cash));
  let equity = cash;
  const seen = new Set<string>();
  for (const position of portfolio?.positions ?? []) {
    const symbol = symbolOf(position.instrument);
    seen.add(symbol);
    const quantity = held.get(symbol) ?? new Decimal(0);
    findings.push(...difference(cycleId, `quantity of ${symbol}`, quantity, dec(position.quantity)));
    equity = equity.plus(quantity.times(dec(position.mark)));
  }
  for (const [symbol, quantity] of held) {
    if (!seen.has(symbol)) findings.push(...difference(cycleId, `quantity of ${symbol}`, quantity, new Decimal(0)));
  }
  findings.push(...difference(cycleId, 'equity', equity, dec(portfolio?.account?.equity)));
  return findings;
}

function difference(cycleId: string, what: string, computed: Decimal, recorded: Decimal): Finding[] {
  if (computed.equals(recorded)) return [];
  const text = `${what} is ${computed.toFixed()} by the fills, but ${recorded.toFixed()} is recorded`;
  return [finding('ARITHMETIC', cycleId, text)];
}
