import { decimalParts, type FactParts, labelParts, makeFacts, millis, symbolOf } from '@cream/domain';
import type { Decimal } from '@cream/proto/common';
import { type Fact, Trust } from '@cream/proto/knowledge';
import type { SymbolSnapshot } from '@cream/proto/market';
import type { Portfolio, Position } from '@cream/proto/portfolio';

const EXECUTION = { service: 'execution', ref: 'portfolio' } as const;
const QUOTE = { service: 'market-data', ref: 'quote' } as const;
const BAR = { service: 'market-data', ref: 'bar' } as const;

/** The account and its positions as facts. Amounts in USD, quantities in shares. */
export function portfolioFacts(portfolio: Portfolio, slotMs: number): Fact[] {
  const account = portfolio.account;
  return makeFacts([
    ...measured('PORTFOLIO', 'account.equity', account?.equity, 'USD', slotMs),
    ...measured('PORTFOLIO', 'account.cash', account?.cash, 'USD', slotMs),
    ...portfolio.positions.flatMap((position) => positionParts(position, slotMs)),
  ]);
}

function positionParts(position: Position, slotMs: number): FactParts[] {
  const subject = symbolOf(position.instrument);
  return [
    ...measured(subject, 'position.quantity', position.quantity, 'shares', slotMs),
    ...measured(subject, 'position.average_cost', position.averageCost, 'USD', slotMs),
    ...measured(subject, 'position.unrealized', position.unrealized, 'USD', slotMs),
    ...measured(subject, 'position.stop', position.stop, 'USD', slotMs),
    ...measured(subject, 'position.target', position.target, 'USD', slotMs),
  ];
}

function measured(
  subject: string,
  kind: string,
  value: Decimal | undefined,
  unit: string,
  asOf: number,
  source: FactParts['source'] = EXECUTION,
): FactParts[] {
  if (value === undefined) return [];
  return [decimalParts({ subject, kind, value, unit, asOf, source, trust: Trust.MEASURED })];
}

/** Newest close and volume of symbols. A symbol nothing is known of has no facts. */
export function priceFacts(snapshots: readonly SymbolSnapshot[]): Fact[] {
  return makeFacts(snapshots.flatMap(priceParts));
}

function priceParts({ symbol, quote, lastBar }: SymbolSnapshot): FactParts[] {
  if (quote?.last === undefined || quote.time === undefined) return [];
  const asOf = millis(quote.time);
  const stale = { subject: symbol, kind: 'price.stale', value: 'STALE', asOf, source: QUOTE, trust: Trust.DERIVED };
  return [
    ...measured(symbol, 'price.last', quote.last, 'USD', asOf, QUOTE),
    ...measured(symbol, 'price.volume', lastBar?.volume, 'shares', asOf, BAR),
    ...(quote.stale ? [labelParts(stale)] : []),
  ];
}
