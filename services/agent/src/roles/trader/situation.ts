import { convictionDelta, Decimal, dec, decIfReadable, symbolOf } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { type Claim, type Report, Role, Setup, type Thesis } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { FactIndex } from '../../evidence/fact-index.js';
import { isSupported } from '../../evidence/founded.js';

/** Everything the trader's rules look at for one symbol. */
export interface Situation {
  readonly symbol: string;
  /** Units held, negative for short. */
  readonly held: Decimal;
  /** USD a held unit cost, as a fact states it. */
  readonly averageCost: Decimal | undefined;
  /** The stop the position has, as a fact states it. */
  readonly heldStop: Decimal | undefined;
  /** Size of the position at the newest price, in percent of equity; undefined when it cannot be told. */
  readonly heldPct: Decimal | undefined;
  readonly equity: Decimal | undefined;
  /** An entry order may still fill. */
  readonly entryWorking: boolean;
  readonly stale: boolean;
  readonly price: Decimal | undefined;
  readonly atr: Decimal | undefined;
  /** Where the close stands between the Bollinger bands: 0 at the lower, 1 at the upper. */
  readonly percentB: Decimal | undefined;
  /** The nearest support below the price, and the nearest resistance above it. */
  readonly support: Decimal | undefined;
  readonly resistance: Decimal | undefined;
  /** Every level of the chart. */
  readonly levels: readonly Decimal[];
  /** The chart's setup as the technical analyst classified it. */
  readonly setup: Setup;
  readonly delta: number;
  readonly bull: number;
  readonly bear: number;
  /** The claims of the side that is ahead which facts support, in its order. */
  readonly evidence: readonly Claim[];
}

/**
 * Reads one symbol's situation from the briefing and the debate.
 * @throws ConnectError INVALID_ARGUMENT unless there is one thesis of each side
 */
export function readSituation(
  index: FactIndex,
  symbol: string,
  reports: readonly Report[],
  theses: readonly Thesis[],
): Situation {
  const delta = convictionDelta(theses, symbol);
  if (delta === undefined) throw invalidArgument('theses', `needs one bull and one bear thesis of ${symbol}`);
  const portfolio = index.briefing.portfolio;
  const position = portfolio?.positions.find(({ instrument }) => symbolOf(instrument) === symbol);
  const stated = (kind: string): Decimal | undefined => decimalOf(index.newest(symbol, kind)?.fact);
  const levels = (kind: string): Decimal[] => index.all(symbol, kind).flatMap((fact) => decimalOf(fact) ?? []);
  const [supports, resistances] = [levels('level.support'), levels('level.resistance')];
  const price = stated('price.last');
  const held = position === undefined ? new Decimal(0) : dec(position.quantity, 'position.quantity');
  const equity = decIfReadable(portfolio?.account?.equity);
  const bull = thesisOf(theses, Role.BULL, symbol);
  const bear = thesisOf(theses, Role.BEAR, symbol);
  return {
    symbol,
    held,
    averageCost: stated('position.average_cost'),
    heldStop: stated('position.stop'),
    heldPct: price !== undefined && equity?.gt(0) ? held.abs().times(price).times(100).div(equity) : undefined,
    equity,
    entryWorking: (portfolio?.workingOrders ?? []).some(
      (order) => !order.reduceOnly && symbolOf(order.instrument) === symbol,
    ),
    stale: index.first(symbol, 'price.stale') !== undefined,
    price,
    atr: stated('indicator.atr_14'),
    percentB: stated('indicator.bollinger_percent_b_20_2'),
    support: highest(supports.filter((level) => price?.gt(level))),
    resistance: lowest(resistances.filter((level) => price?.lt(level))),
    levels: [...supports, ...resistances],
    setup: setupOf(reports, symbol),
    delta,
    bull: bull?.conviction ?? 0,
    bear: bear?.conviction ?? 0,
    evidence: ((delta < 0 ? bear : bull)?.claims ?? []).filter((claim) => isSupported(claim, index)),
  };
}

function highest(levels: readonly Decimal[]): Decimal | undefined {
  return levels.length === 0 ? undefined : Decimal.max(...levels);
}

function lowest(levels: readonly Decimal[]): Decimal | undefined {
  return levels.length === 0 ? undefined : Decimal.min(...levels);
}

function setupOf(reports: readonly Report[], symbol: string): Setup {
  const chart = reports.find((report) => report.symbol === symbol && report.detail.case === 'technical')?.detail;
  return chart?.case === 'technical' ? chart.value.setup : Setup.NO_SETUP;
}

function decimalOf(fact: Fact | undefined): Decimal | undefined {
  return fact?.value.case === 'decimal' ? decIfReadable(fact.value.value) : undefined;
}

function thesisOf(theses: readonly Thesis[], role: Role, symbol: string): Thesis | undefined {
  return theses.find((thesis) => thesis.role === role && thesis.symbol === symbol);
}
