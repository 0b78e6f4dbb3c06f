import { held } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { linearRegression } from '../statistics/linear-regression.js';
import { forwardReturns } from './forward-returns.js';
import {
  type InformationCoefficientOptions,
  type InformationCoefficientSummary,
  informationCoefficients,
  summarizeInformationCoefficients,
} from './information-coefficient.js';
import type { Panel } from './panel.js';

/** The coefficients of a factor with the returns over one horizon, in bars. */
export interface HorizonCoefficient {
  readonly horizon: number;
  /** Undefined when no date has a coefficient. */
  readonly summary: InformationCoefficientSummary | undefined;
}

export interface DecayOptions extends InformationCoefficientOptions {
  /** Bars from the value to the trade, see `forwardReturns`. Default 1. */
  readonly delay?: number;
}

/** How well a factor orders the returns over each horizon, in the order of the horizons. */
export function informationDecay(
  factor: Panel,
  prices: Panel,
  horizons: readonly number[],
  { delay = 1, ...options }: DecayOptions = {},
): HorizonCoefficient[] {
  return horizons.map((horizon) => ({
    horizon,
    summary: summarizeInformationCoefficients(
      informationCoefficients(factor, forwardReturns(prices, horizon, delay), options),
      horizon,
    ),
  }));
}

/** The exponential curve IC(h) = initial · 2^(−h / halfLife) closest to the coefficients by their logarithms. */
export interface InformationHalfLife {
  /** Bars until the coefficient is halved. */
  readonly halfLife: number;
  /** The coefficient at a horizon of 0, with its sign. */
  readonly initial: number;
  /** Of the line through the logarithms. */
  readonly rSquared: number | undefined;
}

/**
 * Half-life of a coefficient over horizons, by least squares of ln |IC| on the horizon. Only horizons whose coefficient
 * has the sign of the first count: one that changed its sign has decayed away. Undefined for fewer than two of them, and
 * when the coefficient does not fall with the horizon.
 */
export function informationHalfLife(
  decay: readonly { readonly horizon: number; readonly coefficient: number | undefined }[],
): InformationHalfLife | undefined {
  const sign = Math.sign(decay.find(({ coefficient }) => coefficient !== undefined)?.coefficient ?? 0);
  const points: [horizon: number, logarithm: number][] = [];
  for (const [i, { horizon, coefficient }] of decay.entries()) {
    if (!Number.isFinite(horizon)) throw new QuantError('horizon', `must be finite, got ${horizon}`, i);
    if (coefficient === undefined) continue;
    if (!Number.isFinite(coefficient)) throw new QuantError('coefficient', `must be finite, got ${coefficient}`, i);
    if (coefficient * sign > 0) points.push([horizon, Math.log(Math.abs(coefficient))]);
  }
  const line = linearRegression(
    points.map(([horizon]) => horizon),
    points.map(([, logarithm]) => logarithm),
  );
  if (line === undefined || line.slope >= 0 || line.rSquared === undefined) return undefined;
  const halfLife = held(-Math.LN2 / line.slope);
  const initial = held(sign * Math.exp(line.intercept));
  if (halfLife === undefined || initial === undefined) return undefined;
  return { halfLife, initial, rSquared: line.rSquared };
}
