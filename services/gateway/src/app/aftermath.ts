import { Decimal, dec, roundTrips, symbolOf, wire } from '@cream/domain';
import type { AccountEvent, Fill } from '@cream/proto/trading';

/** The fills of one instrument from flat to flat, or to now. */
interface Position {
  readonly fills: Fill[];
  open: boolean;
}

/**
 * How the decisions of a cycle went on, for each that was filled: by the fills of the position it opened and what that
 * realised so far, whoever closed it; for one that opened nothing, by its own. Fees of the closing fills are deducted.
 *
 * @param fills all fills of the account, oldest first
 */
export function aftermathOf(
  fills: readonly Fill[],
  decisionIds: readonly string[],
  events: readonly AccountEvent[] = [],
) {
  const positions = positionsOf(fills, events);
  return decisionIds.flatMap((decisionId) => {
    const own = fills.filter((fill) => fill.decisionId === decisionId);
    if (own.length === 0) return [];
    const opened = positions.find(({ fills: [first] }) => first?.decisionId === decisionId);
    const story = opened?.fills ?? own;
    const realized = sumRealized(story);
    return [
      {
        decisionId,
        fills: story,
        // An increase lives as long as the position it joined.
        open: positions.some((position) => position.open && position.fills.some((fill) => own.includes(fill))),
        ...(realized === undefined ? {} : { realized: wire(realized) }),
      },
    ];
  });
}

function positionsOf(fills: readonly Fill[], events: readonly AccountEvent[]): Position[] {
  const closing = new Set(roundTrips(fills, events).map((trip) => trip.closingFillId));
  const current = new Map<string, Position>();
  const all: Position[] = [];
  for (const fill of fills) {
    const symbol = symbolOf(fill.instrument);
    const known = current.get(symbol);
    const position: Position = known ?? { fills: [], open: true };
    if (known === undefined) all.push(position);
    current.set(symbol, position);
    position.fills.push(fill);
    if (!closing.has(fill.fillId)) continue;
    position.open = false;
    current.delete(symbol);
  }
  return all;
}

/** @returns undefined while nothing was closed */
function sumRealized(fills: readonly Fill[]): Decimal | undefined {
  const amounts = fills.flatMap((fill) => (fill.realized === undefined ? [] : [dec(fill.realized)]));
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
}
