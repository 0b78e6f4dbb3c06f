import { Decimal, dec, roundTrips, symbolOf, wire } from '@cream/domain';
import type { Fill } from '@cream/proto/trading';

/**
 * How the decisions of a cycle went on, for each that was filled.
 *
 * @param fills all fills of the account, oldest first
 */
export function aftermathOf(fills: readonly Fill[], decisionIds: readonly string[]) {
  const openings = stillOpen(fills);
  return decisionIds.flatMap((decisionId) => {
    const own = fills.filter((fill) => fill.decisionId === decisionId);
    if (own.length === 0) return [];
    const realized = own.flatMap((fill) => (fill.realized === undefined ? [] : [dec(fill.realized)]));
    const sum = realized.reduce((total, amount) => total.plus(amount), new Decimal(0));
    return [
      {
        decisionId,
        fills: own,
        open: openings.has(decisionId),
        ...(realized.length === 0 ? {} : { realized: wire(sum) }),
      },
    ];
  });
}

/** Decisions with an entry after the last time their instrument was flat. */
function stillOpen(fills: readonly Fill[]): ReadonlySet<string> {
  const closing = new Set(roundTrips(fills).map((trip) => trip.closingFillId));
  const bySymbol = new Map<string, Set<string>>();
  for (const fill of fills) {
    const symbol = symbolOf(fill.instrument);
    const open = bySymbol.get(symbol) ?? new Set<string>();
    bySymbol.set(symbol, open);
    if (closing.has(fill.fillId)) open.clear();
    else if (fill.realized === undefined) open.add(fill.decisionId);
  }
  return new Set([...bySymbol.values()].flatMap((open) => [...open]));
}
