import { create } from '@bufbuild/protobuf';
import { type RoundTrip, roundTrips, symbolOf, timestamp, wire } from '@cream/domain';
import { type Briefing, type ClosedTrade, ClosedTradeSchema, Regime } from '@cream/proto/knowledge';
import { need } from '../cycle-state.js';
import { featuresOf } from './orient.js';
import type { StepContext } from './step.js';

/** Finds the briefing of the cycle a position was opened in. */
export type BriefingOf = (cycleId: string) => Promise<Briefing | undefined>;

/** Remembers every round trip that a fill, or a split, of this cycle's FILLS entry closed. */
export async function learn(context: StepContext, briefingOf: BriefingOf): Promise<void> {
  const news = need(context.state.fills, 'fills');
  const closing = new Set([
    ...news.fills.filter((fill) => fill.realized !== undefined).map((fill) => fill.fillId),
    ...news.events.map((event) => event.eventId),
  ]);
  if (closing.size === 0) return;
  const { fills, events } = await context.peers.execution.listFills({ accountId: context.accountId });
  for (const trip of roundTrips(fills, events)) {
    if (!closing.has(trip.closingFillId)) continue;
    const trade = closedTrade(trip, await briefingOf(trip.openingCycleId));
    await context.peers.memory.remember({ accountId: context.accountId, trade });
  }
}

/** A round trip with what the market looked like when it was decided. */
function closedTrade(trip: RoundTrip, briefing: Briefing | undefined): ClosedTrade {
  const symbol = symbolOf(trip.instrument);
  return create(ClosedTradeSchema, {
    decisionId: trip.openingDecisionId,
    cycleId: trip.openingCycleId,
    symbol,
    regime: briefing === undefined ? Regime.UNSPECIFIED : regimeFact(symbol, briefing),
    openedAt: timestamp(trip.openedAtMs),
    closedAt: timestamp(trip.closedAtMs),
    long: trip.long,
    quantity: wire(trip.quantity),
    entryPrice: wire(trip.entryPrice),
    exitPrice: wire(trip.exitPrice),
    fees: wire(trip.fees),
    realized: wire(trip.realized),
    return: trip.return,
    exitReason: trip.exitReason,
    features: briefing === undefined ? [] : featuresOf(symbol, briefing.facts),
  });
}

const REGIMES: ReadonlyMap<string, Regime> = new Map(
  Object.entries(Regime)
    .filter((pair): pair is [string, Regime] => typeof pair[1] === 'number')
    .map(([name, value]) => [name, value]),
);

function regimeFact(symbol: string, briefing: Briefing): Regime {
  const fact = briefing.facts.find((candidate) => candidate.subject === symbol && candidate.kind === 'regime.label');
  if (fact?.value.case !== 'label') return Regime.UNSPECIFIED;
  return REGIMES.get(fact.value.value) ?? Regime.UNSPECIFIED;
}
