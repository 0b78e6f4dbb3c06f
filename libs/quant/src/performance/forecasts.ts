import { at, type Numbers, requireInteger, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** Probabilities of an event in [0, 1], and whether it happened. */
export interface Forecasts {
  readonly probabilities: Numbers;
  readonly outcomes: readonly boolean[];
}

/** Forecasts that are told apart by nothing but their order. */
export interface ForecastGroup {
  readonly count: number;
  /** Mean probability. */
  readonly forecast: number;
  /** Share in which the event happened. */
  readonly observed: number;
  /** Mean of (probability − forecast)², and of (probability − forecast)(outcome − observed). */
  readonly withinVariance: number;
  readonly withinCovariance: number;
}

/** How forecasts are put together: those of equal probability, bins of equal width, or bins of equal numbers. */
export type Grouping =
  | { readonly by: 'value' }
  | { readonly by: 'width'; readonly bins: number }
  | { readonly by: 'count'; readonly bins: number };

/** The groups that hold forecasts, in rising order. @throws QuantError for what is no probability, or has no outcome */
export function groupForecasts({ probabilities, outcomes }: Forecasts, grouping: Grouping): ForecastGroup[] {
  requireForecasts({ probabilities, outcomes });
  const order = Array.from({ length: probabilities.length }, (_, i) => i);
  order.sort((a, b) => at(probabilities, a) - at(probabilities, b));
  const groupOf = grouper(grouping, probabilities);
  const groups = new Map<number, number[]>();
  for (const [rank, index] of order.entries()) {
    const key = groupOf(at(probabilities, index), rank);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [index]);
    else members.push(index);
  }
  return [...groups.values()].map((members) => summaryOf(members, probabilities, outcomes));
}

export function requireForecasts({ probabilities, outcomes }: Forecasts): void {
  requireSameLength('outcomes', { length: outcomes.length }, 'probabilities', probabilities);
  for (let i = 0; i < probabilities.length; i++) {
    const p = at(probabilities, i);
    if (!(p >= 0 && p <= 1)) throw new QuantError('probabilities', `must lie in [0, 1], got ${p}`, i);
  }
}

function grouper(grouping: Grouping, probabilities: Numbers): (probability: number, rank: number) => number {
  if (grouping.by === 'value') return (probability) => probability;
  const { bins } = grouping;
  requireInteger('bins', bins, 1);
  if (grouping.by === 'count') return (_, rank) => Math.floor((rank * bins) / probabilities.length);
  return (probability) => binOf(probability, bins);
}

/** Bins (k/n, (k + 1)/n], the first closed at 0 (Guo et al., 2017); the edges are rounded as NumPy's linspace does. */
function binOf(probability: number, bins: number): number {
  const width = 1 / bins;
  let bin = Math.min(Math.max(Math.ceil(probability * bins) - 1, 0), bins - 1);
  while (bin > 0 && probability <= bin * width) bin--;
  while (bin < bins - 1 && probability > (bin + 1) * width) bin++;
  return bin;
}

function summaryOf(members: readonly number[], probabilities: Numbers, outcomes: readonly boolean[]): ForecastGroup {
  const count = members.length;
  const average = (read: (index: number) => number): number =>
    members.reduce((sum, index) => sum + read(index), 0) / count;
  const outcome = (index: number): number => (outcomes[index] ? 1 : 0);
  const forecast = average((index) => at(probabilities, index));
  const observed = average(outcome);
  return {
    count,
    forecast,
    observed,
    withinVariance: average((index) => (at(probabilities, index) - forecast) ** 2),
    withinCovariance: average((index) => (at(probabilities, index) - forecast) * (outcome(index) - observed)),
  };
}
