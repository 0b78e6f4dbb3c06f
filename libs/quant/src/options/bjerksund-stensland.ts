import { bivariateNormalCdf } from '../statistics/bivariate-normal.js';
import { logNormalCdf } from '../statistics/normal-distribution.js';
import { blackScholes } from './black-scholes.js';
import {
  exercisedEarly,
  intrinsicValue,
  type OptionInput,
  requireOption,
  requireWithinNumbers,
} from './option-input.js';

/** A call on which dividends are paid: every put is one with spot and strike, rate and yield exchanged. */
interface Call {
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly variance: number;
  readonly rate: number;
  /** Cost of carry, rate less yield. */
  readonly carry: number;
  /** The power of the spot that discounting leaves as it is. */
  readonly beta: number;
}

/** Share of the time to expiry for which the first of the two boundaries holds: the golden section. */
const FIRST_PART = 0.5 * (Math.sqrt(5) - 1);
const CORRELATION = Math.sqrt(FIRST_PART);
/** Reflection terms beyond e to this lose the digits of the probability they are multiplied with. */
const STEEP = 30;

/**
 * Value of an American option after Bjerksund and Stensland, "Closed-form approximation of American options",
 * Scandinavian Journal of Management 9 (1993): exercised at one flat boundary, so never above the true value. This is the
 * approximation of Haug's first edition and of QuantLib.
 * @throws QuantError as `blackScholes`, and where a negative rate or yield gives two exercise boundaries
 */
export function bjerksundStensland1993(option: OptionInput): number {
  return approximate(option, flatBoundary);
}

/**
 * The same with two flat boundaries, one for each part of the time to expiry: Bjerksund and Stensland, "Closed Form
 * Valuation of American Options", Norwegian School of Economics (2002). Closer than that of 1993, which stands in where
 * the volatility is too small beside the distance from the boundary for the terms of this one to be told apart.
 */
export function bjerksundStensland2002(option: OptionInput): number {
  return approximate(option, twoBoundaries);
}

function approximate(option: OptionInput, value: (call: Call) => number): number {
  requireOption(option);
  const european = blackScholes(option);
  if (!exercisedEarly(option)) return european;
  const { right, spot, strike, years, volatility, rate, dividendYield } = option;
  const least = Math.max(european, intrinsicValue(right, spot, strike));
  if (years === 0 || volatility === 0) return least;
  const variance = volatility * volatility;
  const call = right === 'call';
  const discount = call ? rate : dividendYield;
  const carry = call ? rate - dividendYield : dividendYield - rate;
  const tilt = 0.5 - carry / variance;
  const beta = tilt + Math.sqrt(tilt * tilt + (2 * discount) / variance);
  const [first, second] = call ? [spot, strike] : [strike, spot];
  return Math.max(
    requireWithinNumbers(value({ spot: first, strike: second, years, variance, rate: discount, carry, beta })),
    least,
  );
}

function flatBoundary(call: Call): number {
  const { spot, strike, years, beta } = call;
  const { most, least } = boundaryLimits(call);
  const boundary = boundaryAt(call, years, least / (most - least));
  if (spot >= boundary) return spot - strike;
  const phi = (power: number, above: number, logScale: number): number =>
    flatTerm(call, years, power, above, boundary, logScale);
  const logAlpha = Math.log(boundary - strike) - beta * Math.log(boundary);
  const logStrike = Math.log(strike);
  return (
    Math.exp(logAlpha + beta * Math.log(spot)) -
    phi(beta, boundary, logAlpha) +
    phi(1, boundary, 0) -
    phi(1, strike, 0) -
    phi(0, boundary, logStrike) +
    phi(0, strike, logStrike)
  );
}

function twoBoundaries(call: Call): number {
  const { spot, strike, years, variance, carry, beta } = call;
  const { most, least } = boundaryLimits(call);
  const early = FIRST_PART * years;
  const speed = (strike * strike) / ((most - least) * least);
  const first = boundaryAt(call, early, speed);
  const second = boundaryAt(call, years, speed);
  if (spot >= second) return spot - strike;
  const steepest = (2 * carry) / variance + 2 * beta - 1;
  if (Math.abs(steepest * Math.log(second / spot)) > STEEP) return flatBoundary(call);

  const phi = (power: number, above: number, logScale: number): number =>
    flatTerm(call, early, power, above, second, logScale);
  const psi = (power: number, above: number, logScale: number): number =>
    steppedTerm(call, early, power, above, second, first, logScale);
  const logAlpha = (boundary: number): number => Math.log(boundary - strike) - beta * Math.log(boundary);
  const [logAlpha1, logAlpha2, logStrike] = [logAlpha(first), logAlpha(second), Math.log(strike)];
  return (
    Math.exp(logAlpha2 + beta * Math.log(spot)) -
    phi(beta, second, logAlpha2) +
    phi(1, second, 0) -
    phi(1, first, 0) -
    phi(0, second, logStrike) +
    phi(0, first, logStrike) +
    phi(beta, first, logAlpha1) -
    psi(beta, first, logAlpha1) +
    psi(1, first, 0) -
    psi(1, strike, 0) -
    psi(0, first, logStrike) +
    psi(0, strike, logStrike)
  );
}

/** The boundary of an option without end, and the one just before expiry. */
function boundaryLimits({ strike, rate, carry, beta }: Call): { most: number; least: number } {
  return { most: (beta / (beta - 1)) * strike, least: Math.max(strike, (rate / (rate - carry)) * strike) };
}

function boundaryAt(call: Call, years: number, speed: number): number {
  const { most, least } = boundaryLimits(call);
  // A falling forward outruns the spread of a small volatility: the boundary is then the one at expiry.
  const decay = Math.min(-(call.carry * years + 2 * Math.sqrt(call.variance * years)) * speed, 0);
  return least - (most - least) * Math.expm1(decay);
}

/**
 * e^logScale times the discounted expectation of spot^power, paid at `years` if the spot then ends below `above` and has
 * not touched `barrier` before (the paper's φ). In logarithms: with little volatility the powers are beyond a number.
 */
function flatTerm(
  { spot, variance, rate, carry }: Call,
  years: number,
  power: number,
  above: number,
  barrier: number,
  logScale: number,
): number {
  const deviation = Math.sqrt(variance * years);
  const d = -(Math.log(spot / above) + (carry + (power - 0.5) * variance) * years) / deviation;
  const growth = (power * carry - rate + 0.5 * power * (power - 1) * variance) * years;
  const kappa = (2 * carry) / variance + 2 * power - 1;
  const toBarrier = Math.log(barrier / spot);
  const log = logScale + growth + power * Math.log(spot);
  return (
    Math.exp(log + logNormalCdf(d)) - Math.exp(log + kappa * toBarrier + logNormalCdf(d - (2 * toBarrier) / deviation))
  );
}

/** The same with a barrier of `second` until `early` and of `first` from then to expiry (the paper's ψ). */
function steppedTerm(
  { spot, years, variance, rate, carry }: Call,
  early: number,
  power: number,
  above: number,
  second: number,
  first: number,
  logScale: number,
): number {
  const drift = carry + (power - 0.5) * variance;
  const kappa = (2 * carry) / variance + 2 * power - 1;
  const growth = (power * carry - rate + 0.5 * power * (power - 1) * variance) * years;
  const e = (log: number, sign: number): number => -(log + sign * drift * early) / Math.sqrt(variance * early);
  const f = (log: number): number => -(log + drift * years) / Math.sqrt(variance * years);
  const toFirst = Math.log(first / spot);
  const toSecond = Math.log(second / spot);
  const fromAbove = Math.log(spot / above);
  const reflected = 2 * toSecond - toFirst;
  return (
    Math.exp(logScale + growth + power * Math.log(spot)) *
    (bivariateNormalCdf(e(-toFirst, 1), f(fromAbove), CORRELATION) -
      Math.exp(kappa * toSecond) * bivariateNormalCdf(e(reflected, 1), f(2 * toSecond + fromAbove), CORRELATION) -
      Math.exp(kappa * toFirst) * bivariateNormalCdf(e(-toFirst, -1), f(2 * toFirst + fromAbove), -CORRELATION) +
      Math.exp(kappa * (toFirst - toSecond)) *
        bivariateNormalCdf(e(reflected, -1), f(2 * (toFirst - toSecond) + fromAbove), -CORRELATION))
  );
}
