import { gaussLegendre } from '../statistics/gauss-legendre.js';
import { gaussian, INVERSE_SQRT_TWO_PI, normalCdf } from '../statistics/normal-distribution.js';
import type { OptionInput } from './option-input.js';
import type { Premium } from './premium.js';

const MAXIMUM_ROUNDS = 64;
const FAR = 38;

/** A way to find the boundary, and how finely. */
interface Scheme {
  /** The fixed point system: A of the densities, B of the probabilities. */
  readonly system: 'A' | 'B';
  /** Chebyshev intervals of the boundary, points of the integrals along it, and of the premium's own integral. */
  readonly intervals: number;
  readonly inner: TimeRule;
  readonly outer: TimeRule;
  /** A largest change of a round, as a share of the strike, that is none. */
  readonly settled: number;
  /** Share of a step that is taken: all of it, or less where whole steps go back and forth. */
  readonly damping: number;
}

/**
 * In this order until one settles. System A is quick and exact; beside a great interest a small volatility leaves nothing
 * of its densities. System B settles there as well, to fewer digits, which the premium feels squared only; the boundary is
 * then steep at its end and takes more points.
 */
const COARSE = { system: 'A', intervals: 16, inner: timeRule(32), outer: timeRule(48), settled: 1e-11 } as const;
const FINE = { system: 'B', intervals: 32, inner: timeRule(64), outer: timeRule(96), settled: 1e-9 } as const;
const SCHEMES: readonly Scheme[] = [
  { ...COARSE, damping: 1 },
  { ...COARSE, damping: 0.5 },
  { ...FINE, damping: 1 },
  { ...FINE, damping: 0.5 },
];

interface TimeRule {
  readonly sines: Float64Array;
  readonly cosines: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Points and weights on [0, 1] for an integral over the time until exercise, as the square of a sine: what is integrated
 * has edges in the root of that time and in the root of the time then left, and in an angle it has neither.
 */
function timeRule(points: number): TimeRule {
  const { nodes, weights } = gaussLegendre(points);
  const angles = nodes.map((node) => 0.25 * Math.PI * (1 + node));
  const sines = angles.map(Math.sin);
  const cosines = angles.map(Math.cos);
  const scaled = weights.map((weight, i) => 0.5 * Math.PI * weight * (sines[i] as number) * (cosines[i] as number));
  return { sines, cosines, weights: scaled };
}

/** A put on a forward: every call is one, with spot and strike, rate and yield exchanged. */
type Put = Omit<OptionInput, 'right'>;

/**
 * The early-exercise premium from the boundary at which exercise is due: L. Andersen, M. Lake and D. Offengenden,
 * "High-performance American option pricing", Journal of Computational Finance 20 (2016), their fixed point systems A and
 * B. The boundary is a polynomial in the root of the time left, found by iterating Kim's integral equation; premium, delta
 * and gamma are integrals along it. Right to about 1e-9 of the strike up to a year or two, to 2e-7 at ten years.
 *
 * For options with one boundary, `earlyExercise`. Undefined where neither iteration settles, which takes next to no
 * volatility beside the interest.
 */
export function boundaryPremium(option: OptionInput): Premium | undefined {
  const { spot, strike, rate, dividendYield } = option;
  if (option.right === 'put') return putPremium(option);
  const put = putPremium({ ...option, spot: strike, strike: spot, rate: dividendYield, dividendYield: rate });
  if (put === undefined) return undefined;
  // The value is homogeneous in spot and strike: its slopes along one give those along the other.
  return {
    ...put,
    delta: (put.value - strike * put.delta) / spot,
    gamma: (strike / spot) ** 2 * put.gamma,
  };
}

function putPremium(put: Put): Premium | undefined {
  for (const scheme of SCHEMES) {
    const boundary = boundaryOf(put, scheme);
    if (boundary !== undefined) return premiumAlong(boundary, put, scheme.outer);
  }
  return undefined;
}

function premiumAlong(boundary: (root: number) => number, put: Put, outer: TimeRule): Premium {
  const { spot, strike, years, volatility, rate, dividendYield } = put;
  if (spot <= boundary(Math.sqrt(years))) return { value: 0, delta: 0, gamma: 0, exercisedNow: true };
  let [value, delta, gamma] = [0, 0, 0];
  for (let i = 0; i < outer.sines.length; i++) {
    const sine = outer.sines[i] as number;
    const wait = years * sine * sine;
    const weight = (outer.weights[i] as number) * years;
    const spread = volatility * Math.sqrt(years) * sine;
    const ratio = Math.log(spot / boundary(Math.sqrt(years) * (outer.cosines[i] as number)));
    const plus = (ratio + (rate - dividendYield) * wait) / spread + 0.5 * spread;
    const minus = plus - spread;
    const interest = weight * rate * strike * Math.exp(-rate * wait);
    const dividends = weight * dividendYield * Math.exp(-dividendYield * wait);
    value += interest * normalCdf(-minus) - dividends * spot * normalCdf(-plus);
    const interestDensity = (interest * density(minus)) / (spot * spread);
    const dividendsDensity = (dividends * density(plus)) / spread;
    delta += dividendsDensity - interestDensity - dividends * normalCdf(-plus);
    gamma += (interestDensity * (minus / spread + 1)) / spot + (dividendsDensity * (1 - plus / spread)) / spot;
  }
  return { value, delta, gamma, exercisedNow: false };
}

/** The critical spot by the root of the time left. */
function boundaryOf(put: Put, scheme: Scheme): ((root: number) => number) | undefined {
  const { strike, years, rate, dividendYield } = put;
  const { intervals, settled, damping } = scheme;
  const atExpiry = dividendYield > rate ? (strike * rate) / dividendYield : strike;
  const roots = Float64Array.from({ length: intervals + 1 }, (_, i) => {
    return 0.5 * Math.sqrt(years) * (1 + Math.cos((Math.PI * i) / intervals));
  });
  let levels = Float64Array.from(roots, (root) => startAt(put, atExpiry, root * root));
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const boundary = interpolated(atExpiry, roots, levels);
    const step = levels.map((level, i) => improved(put, level, roots[i] as number, boundary, scheme) - level);
    // The last node is the expiry itself.
    step[intervals] = 0;
    const change = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    levels = levels.map((level, i) => Math.min(level + damping * (step[i] as number), atExpiry));
    if (!(change < Infinity)) return undefined;
    if (change < settled * strike) return interpolated(atExpiry, roots, levels);
  }
  return undefined;
}

/** From the boundary at expiry towards that of an option without end, at the pace of a diffusion. */
function startAt({ strike, volatility, rate, dividendYield }: Put, atExpiry: number, years: number): number {
  const variance = volatility * volatility;
  const tilt = (rate - dividendYield) / variance - 0.5;
  const power = -tilt - Math.sqrt(tilt * tilt + (2 * rate) / variance);
  const perpetual = (strike * power) / (power - 1);
  return (
    perpetual +
    (atExpiry - perpetual) * Math.exp((-2 * volatility * Math.sqrt(years) * perpetual) / (strike - perpetual))
  );
}

/** One step of the fixed point for the boundary at one time (the paper's equations 3.7 to 3.9 and 3.10 to 3.12). */
function improved(
  { strike, volatility, rate, dividendYield }: Put,
  level: number,
  root: number,
  boundary: (root: number) => number,
  { system, inner }: Scheme,
): number {
  const years = root * root;
  const carry = rate - dividendYield;
  const ofDensities = system === 'A';
  let [top, bottom] = [0, 0];
  for (let i = 0; i < inner.sines.length; i++) {
    const sine = inner.sines[i] as number;
    const wait = years * sine * sine;
    const spread = volatility * root * sine;
    const weight = (inner.weights[i] as number) * years;
    const left = root * (inner.cosines[i] as number);
    const plus = (Math.log(level / boundary(left)) + carry * wait) / spread + 0.5 * spread;
    const gone = years - wait;
    const interest = weight * rate * Math.exp(rate * gone);
    const dividends = weight * dividendYield * Math.exp(dividendYield * gone);
    top += interest * (ofDensities ? density(plus - spread) / spread : normalCdf(plus - spread));
    bottom += dividends * (normalCdf(plus) + (ofDensities ? density(plus) / spread : 0));
  }
  const spread = volatility * root;
  const plus = (Math.log(level / strike) + carry * years) / spread + 0.5 * spread;
  const over = top + (ofDensities ? density(plus - spread) / spread : normalCdf(plus - spread));
  const under = bottom + normalCdf(plus) + (ofDensities ? density(plus) / spread : 0);
  return (strike * Math.exp(-carry * years) * over) / under;
}

/** Chebyshev interpolation of ln²(B / B₀), which is nearly straight in the root of the time left, by barycentric weights. */
function interpolated(atExpiry: number, roots: Float64Array, levels: Float64Array): (root: number) => number {
  const squares = levels.map((level) => Math.log(level / atExpiry) ** 2);
  const last = levels.length - 1;
  return (root) => {
    let [over, under] = [0, 0];
    for (let i = 0; i <= last; i++) {
      const distance = root - (roots[i] as number);
      if (distance === 0) return levels[i] as number;
      const end = i === 0 || i === last ? 0.5 : 1;
      const weight = ((i % 2 === 0 ? 1 : -1) * end) / distance;
      over += weight * (squares[i] as number);
      under += weight;
    }
    return atExpiry * Math.exp(-Math.sqrt(Math.max(over / under, 0)));
  };
}

function density(x: number): number {
  return Math.abs(x) > FAR ? 0 : INVERSE_SQRT_TWO_PI * gaussian(x);
}
