import { makeFact, millis, symbolOf } from '@cream/domain';
import type { Decimal } from '@cream/proto/common';
import { type Fact, Trust } from '@cream/proto/knowledge';
import type { SymbolSnapshot } from '@cream/proto/market';
import type { Portfolio, Position } from '@cream/proto/portfolio';

const EXECUTION = { service: 'execution', ref: 'portfolio' } as const;

/** The account and its positions as facts. Amounts in USD, quantities in shares. */
export function portfolioFacts(portfolio: Portfolio, slotMs: number): Fact[] {
  const account = portfolio.account;
  return [
    ...measured('PORTFOLIO', 'account.equity', account?.equity, 'USD', slotMs),
    ...measured('PORTFOLIO', 'account.cash', account?.cash, 'USD', slotMs),
    ...portfolio.positions.flatMap((position) => positionFacts(position, slotMs)),
  ];
}

function positionFacts(position: Position, slotMs: number): Fact[] {
  const subject = symbolOf(position.instrument);
  return [
    ...measured(subject, 'position.quantity', position.quantity, 'shares', slotMs),
    ...measured(subject, 'position.average_cost', position.averageCost, 'USD', slotMs),
    ...measured(subject, 'position.unrealized', position.unrealized, 'USD', slotMs),
    ...measured(subject, 'position.stop', position.stop, 'USD', slotMs),
    ...measured(subject, 'position.target', position.target, 'USD', slotMs),
  ];
}

function measured(subject: string, kind: string, value: Decimal | undefined, unit: string, asOf: number): Fact[] {
  if (value === undefined) return [];
  return [
    makeFact({
      subject,
      kind,
      value: { case: 'decimal', value },
      unit,
      asOf,
      source: EXECUTION,
      trust: Trust.MEASURED,
    }),
  ];
}

/** Newest close and volume of a symbol. A symbol nothing is known of has no facts. */
export function priceFacts(snapshot: SymbolSnapshot): Fact[] {
  const { symbol, quote, lastBar } = snapshot;
  if (quote?.last === undefined || quote.time === undefined) return [];
  const asOf = millis(quote.time);
  const source = { service: 'market-data', ref: 'quote' };
  const facts = [
    makeFact({
      subject: symbol,
      kind: 'price.last',
      value: { case: 'decimal', value: quote.last },
      unit: 'USD',
      asOf,
      source,
      trust: Trust.MEASURED,
    }),
  ];
  if (lastBar?.volume !== undefined) {
    facts.push(
      makeFact({
        subject: symbol,
        kind: 'price.volume',
        value: { case: 'decimal', value: lastBar.volume },
        unit: 'shares',
        asOf,
        source: { service: 'market-data', ref: 'bar' },
        trust: Trust.MEASURED,
      }),
    );
  }
  if (quote.stale) {
    facts.push(
      makeFact({
        subject: symbol,
        kind: 'price.stale',
        value: { case: 'label', value: 'STALE' },
        unit: '',
        asOf,
        source,
        trust: Trust.DERIVED,
      }),
    );
  }
  return facts;
}
