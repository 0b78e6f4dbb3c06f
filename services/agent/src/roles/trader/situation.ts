import { convictionDelta, Decimal, dec, decIfReadable, millis, symbolOf } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { Role, type Thesis } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { FactIndex } from '../../evidence/fact-index.js';

/** Everything the trader's rules look at for one symbol. */
export interface Situation {
  readonly symbol: string;
  /** Units held, negative for short. */
  readonly held: Decimal;
  readonly equity: Decimal | undefined;
  /** An entry order may still fill. */
  readonly entryWorking: boolean;
  readonly stale: boolean;
  readonly price: Decimal | undefined;
  readonly atr: Decimal | undefined;
  /** Below the price, nearest first. */
  readonly supports: readonly Decimal[];
  /** Above the price, nearest first. */
  readonly resistances: readonly Decimal[];
  readonly delta: number;
  readonly bull: number;
  readonly bear: number;
}

/**
 * Reads one symbol's situation from the briefing and the debate.
 * @throws ConnectError INVALID_ARGUMENT unless there is one thesis of each side
 */
export function readSituation(index: FactIndex, symbol: string, theses: readonly Thesis[]): Situation {
  const delta = convictionDelta(theses, symbol);
  if (delta === undefined) throw invalidArgument('theses', `needs one bull and one bear thesis of ${symbol}`);
  const portfolio = index.briefing.portfolio;
  const position = portfolio?.positions.find(({ instrument }) => symbolOf(instrument) === symbol);
  const price = newest(index.all(symbol, 'price.last'));
  const levels = (kind: string): Decimal[] => index.all(symbol, kind).flatMap((fact) => decimalOf(fact) ?? []);
  return {
    symbol,
    held: position === undefined ? new Decimal(0) : dec(position.quantity, 'position.quantity'),
    equity: decIfReadable(portfolio?.account?.equity),
    entryWorking: (portfolio?.workingOrders ?? []).some(
      (order) => !order.reduceOnly && symbolOf(order.instrument) === symbol,
    ),
    stale: index.first(symbol, 'price.stale') !== undefined,
    price,
    atr: newest(index.all(symbol, 'indicator.atr_14')),
    supports: levels('level.support')
      .filter((level) => price?.gt(level))
      .sort((a, b) => b.cmp(a)),
    resistances: levels('level.resistance')
      .filter((level) => price?.lt(level))
      .sort((a, b) => a.cmp(b)),
    delta,
    bull: convictionOf(theses, Role.BULL, symbol),
    bear: convictionOf(theses, Role.BEAR, symbol),
  };
}

/** Of several facts the one that became knowable last, as the decision rules read it. */
function newest(facts: readonly Fact[]): Decimal | undefined {
  let best: Fact | undefined;
  for (const fact of facts) {
    if (fact.value.case !== 'decimal') continue;
    if (best === undefined || millis(fact.asOf, 'as_of') >= millis(best.asOf, 'as_of')) best = fact;
  }
  return decimalOf(best);
}

function decimalOf(fact: Fact | undefined): Decimal | undefined {
  return fact?.value.case === 'decimal' ? decIfReadable(fact.value.value) : undefined;
}

function convictionOf(theses: readonly Thesis[], role: Role, symbol: string): number {
  return theses.find((thesis) => thesis.role === role && thesis.symbol === symbol)?.conviction ?? 0;
}
