import { type Numbers, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { normalQuantile } from '../statistics/normal-quantile.js';
import { sampleVariance } from '../statistics/variance.js';
import { probabilisticSharpe, type SharpeEvidence } from './probabilistic-sharpe.js';

const EULER_MASCHERONI = 0.5772156649015329;

/** The search a strategy was chosen from. */
export interface Trials {
  /** Number of independent trials, at least 1; `effectiveTrials` makes it of trials that are alike. */
  readonly count: number;
  /** Variance of their Sharpe ratios per period. */
  readonly variance: number;
}

/** The search described by the Sharpe ratios (per period) of all its trials; undefined for fewer than two. */
export function trialsOf(sharpes: Numbers): Trials | undefined {
  const variance = sampleVariance(sharpes);
  return variance === undefined ? undefined : { count: sharpes.length, variance };
}

/**
 * The expected maximum of the Sharpe ratios (per period) of N independent trials whose true Sharpe ratio is zero:
 * √V ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))), γ being the Euler–Mascheroni constant (Bailey and López de Prado,
 * 2014). 0 for a single trial.
 */
export function expectedMaximumSharpe({ count, variance }: Trials): number {
  if (!(Number.isFinite(count) && count >= 1)) {
    throw new QuantError('count', `must be finite and at least 1, got ${count}`);
  }
  if (!(Number.isFinite(variance) && variance >= 0)) {
    throw new QuantError('variance', `must be finite and at least 0, got ${variance}`);
  }
  if (count === 1) return 0;
  // By the lower tail, where 1/N keeps its digits: Φ⁻¹(1 − p) = −Φ⁻¹(p).
  const first = -normalQuantile(1 / count);
  const second = -normalQuantile(1 / (count * Math.E));
  // Between one and two trials the approximation falls below what a single one expects.
  return Math.sqrt(variance) * Math.max((1 - EULER_MASCHERONI) * first + EULER_MASCHERONI * second, 0);
}

/**
 * Independent trials that as many correlated ones are worth: ρ + (1 − ρ) M, ρ being the mean correlation of their returns
 * (Bailey and López de Prado, 2014, appendix). A correlation below 0 counts as 0.
 */
export function effectiveTrials(count: number, meanCorrelation: number): number {
  requireInteger('count', count, 1);
  if (!(meanCorrelation >= -1 && meanCorrelation <= 1)) {
    throw new QuantError('meanCorrelation', `must lie in [-1, 1], got ${meanCorrelation}`);
  }
  const alike = Math.max(meanCorrelation, 0);
  return alike + (1 - alike) * count;
}

/**
 * Deflated Sharpe ratio: the probabilistic one against the expected maximum of the trials, that is the probability that
 * the strategy has skill beyond what choosing the best of them explains. Undefined as `probabilisticSharpe` is.
 */
export function deflatedSharpe(evidence: SharpeEvidence, trials: Trials): number | undefined {
  return probabilisticSharpe(evidence, expectedMaximumSharpe(trials));
}
