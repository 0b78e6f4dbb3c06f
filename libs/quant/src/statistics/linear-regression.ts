import { at, held, type Numbers } from '../numbers.js';
import { pearsonCorrelation, sampleCovariance } from './correlation.js';
import { mean } from './statistics.js';
import { sampleVariance } from './variance.js';

/** y ≈ intercept + slope · x by ordinary least squares. */
export interface LinearRegression {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance of y that the line explains, 0 to 1; undefined when y does not vary. */
  readonly rSquared: number | undefined;
  /** Standard error of the slope (homoscedastic, n − 2 degrees of freedom); undefined for fewer than three pairs. */
  readonly slopeError: number | undefined;
  /** slope / slopeError; undefined when the error is, or is 0. */
  readonly slopeT: number | undefined;
}

/** Ordinary least squares of y on one x; undefined for fewer than two pairs and when x does not vary. */
export function linearRegression(x: Numbers, y: Numbers): LinearRegression | undefined {
  const covariance = sampleCovariance(x, y);
  const variance = sampleVariance(x);
  // A flat x has no correlation with itself either, which tells rounding from spread.
  if (covariance === undefined || variance === undefined || pearsonCorrelation(x, x) === undefined) return undefined;
  const slope = covariance / variance;
  const [centreX, centreY] = [mean(x) ?? 0, mean(y) ?? 0];
  const intercept = centreY - slope * centreX;
  // Squares so small or large that they are no numbers any more.
  if (!(Number.isFinite(slope) && Number.isFinite(intercept))) return undefined;
  const correlation = pearsonCorrelation(x, y);
  const slopeError = errorOfSlope(x, y, [centreX, centreY], slope, variance);
  return {
    slope,
    intercept,
    rSquared: correlation === undefined ? undefined : correlation ** 2,
    slopeError,
    slopeT: slopeError === undefined ? undefined : held(slope / slopeError),
  };
}

function errorOfSlope(
  x: Numbers,
  y: Numbers,
  [centreX, centreY]: readonly [number, number],
  slope: number,
  variance: number,
): number | undefined {
  const n = x.length;
  if (n < 3) return undefined;
  let squares = 0;
  // About the means, not from the intercept: far from x = 0 that would be the difference of two large numbers.
  for (let i = 0; i < n; i++) squares += (at(y, i) - centreY - slope * (at(x, i) - centreX)) ** 2;
  return held(Math.sqrt(squares / (n - 2) / (variance * (n - 1))));
}
