import { Decimal, isBroadIndex, type MarginRequirement, strategyMargin } from '@cream/domain';
import {
  type Extreme,
  type Leg,
  type PayoffProfile,
  payoffAt,
  payoffProfile,
  QuantError,
  recogniseStrategy,
} from '@cream/quant';
import { strikeFlag } from '../data/strike-flag.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import { type TypedLeg, typedLeg, typedShares } from '../options/typed-leg.js';
import type { Output } from '../output.js';

export interface PayoffFlags {
  readonly leg?: readonly string[];
  readonly shares?: string;
  readonly spot?: string;
}

/** `cream options payoff`: what a position can make and lose at expiry, where it breaks even, and the margin it asks for. */
export async function optionsPayoff(flags: PayoffFlags, out: Output): Promise<number> {
  const typed = (flags.leg ?? []).map(typedLeg);
  const shares = flags.shares === undefined ? undefined : typedShares(flags.shares);
  const legs: Leg[] = [...typed.map(({ leg }) => leg), ...(shares === undefined ? [] : [shares])];
  if (typed.length === 0) throw new UsageError('--leg is missing: for example --leg "+1 AAPL460119C00100000@2.50"');
  const underlyings = new Set(typed.map(({ underlying }) => underlying));
  if (underlyings.size > 1)
    throw new UsageError(`the legs are on ${[...underlyings].join(' and ')}: one underlying a position`);
  const spot = strikeFlag('--spot', flags.spot)?.value;
  if (spot === '0') throw new UsageError(`--spot ${shown(flags.spot ?? '')} is no price`);

  const { profile, strategy } = judged(legs);
  const margin = spot === undefined ? undefined : marginOf(typed, shares?.shares ?? 0, new Decimal(spot));
  const spots = [
    ...new Set([
      ...typed.map(({ leg }) => leg.strike),
      ...profile.breakEvens,
      ...(spot === undefined ? [] : [Number(spot)]),
    ]),
  ];
  const points = spots.toSorted((a, b) => a - b).map((at) => ({ spot: at, profit: inMicros(payoffAt(legs, at)) }));
  out.document({
    underlying: [...underlyings][0],
    strategy: strategy.name,
    units: strategy.units,
    cost: inMicros(profile.cost),
    maximumProfit: extremeDocument(profile.maximumProfit),
    maximumLoss: extremeDocument(profile.maximumLoss),
    breakEvens: profile.breakEvens,
    payoff: points,
    margin: margin === undefined ? null : marginDocument(margin),
  });
  const times = strategy.units === 1 ? '' : `, ${strategy.units} times`;
  out.line(`${[...underlyings].join()} ${strategy.name}${times}`);
  out.line(`  ${profile.cost < 0 ? 'received' : 'paid'.padEnd(8)}        ${dollars(Math.abs(profile.cost))}`);
  out.line(`  greatest profit ${extremeText(profile.maximumProfit)}`);
  out.line(`  greatest loss   ${extremeText(profile.maximumLoss)}`);
  out.line(`  breaks even at  ${profile.breakEvens.length === 0 ? 'no price' : profile.breakEvens.join(', ')}`);
  if (margin !== undefined) for (const line of marginLines(margin)) out.line(line);
  out.line('  at expiry');
  for (const { spot: at, profit } of points)
    out.line(`    ${String(at).padStart(10)}  ${dollars(profit).padStart(14)}`);
  return 0;
}

/** @throws UsageError for legs nothing can be said of together */
function judged(legs: readonly Leg[]): { profile: PayoffProfile; strategy: ReturnType<typeof recogniseStrategy> } {
  try {
    return { profile: payoffProfile(legs), strategy: recogniseStrategy(legs) };
  } catch (error) {
    throw error instanceof QuantError ? new UsageError(`the legs cannot be put together: ${error.message}`) : error;
  }
}

function marginOf(typed: readonly TypedLeg[], shares: number, spot: Decimal): MarginRequirement {
  const options = typed.map(({ margin }) => margin);
  const underlying = typed.some((one) => isBroadIndex(one.underlying)) ? 'broad-index' : 'equity';
  return strategyMargin({ spot, shares: new Decimal(shares), options, underlying });
}

function extremeDocument(extreme: Extreme) {
  return extreme.kind === 'unbounded' ? 'unbounded' : inMicros(extreme.amount);
}

function extremeText(extreme: Extreme): string {
  return extreme.kind === 'unbounded' ? 'without bound' : dollars(extreme.amount);
}

function marginDocument({ initial, maintenance, parts }: MarginRequirement) {
  return {
    initial: initial.toFixed(),
    maintenance: maintenance.toFixed(),
    parts: parts.map((part) => ({
      rule: part.rule,
      initial: part.initial.toFixed(),
      maintenance: part.maintenance.toFixed(),
    })),
  };
}

function marginLines({ initial, maintenance, parts }: MarginRequirement): string[] {
  return [
    `  margin          ${initial.toFixed(2)} to open, ${maintenance.toFixed(2)} from then on`,
    ...parts.map((part) => `    ${part.rule.padEnd(18)} ${part.initial.toFixed(2)}, ${part.maintenance.toFixed(2)}`),
  ];
}

/** Dollars to the millionth: what typed prices come to has no finer digits. */
function inMicros(amount: number): number {
  return Number(amount.toFixed(6));
}

function dollars(amount: number): string {
  return amount.toFixed(2);
}
