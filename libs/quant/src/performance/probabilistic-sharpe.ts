import { held, type Numbers, requireAbove, requireInteger, requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { normalCdf } from '../statistics/normal-distribution.js';
import { normalQuantile } from '../statistics/normal-quantile.js';
import { kurtosis, skewness } from '../statistics/shape.js';
import { sharpe } from './risk-adjusted.js';

/** What a Sharpe ratio was measured on. */
export interface SharpeEvidence {
  /** Per period, not annualised. */
  readonly sharpe: number;
  /** Number of returns. */
  readonly observations: number;
  /** Biased, of the returns; 0 for a normal distribution. */
  readonly skewness: number;
  /** Pearson's, biased, of the returns; 3 for a normal distribution. */
  readonly kurtosis: number;
}

/** The evidence that returns give; undefined for fewer than two and when they do not vary. */
export function sharpeEvidence(returns: Numbers): SharpeEvidence | undefined {
  const ratio = sharpe(returns, 1);
  const skew = skewness(returns);
  const tails = kurtosis(returns);
  if (ratio === undefined || skew === undefined || tails === undefined) return undefined;
  return { sharpe: ratio, observations: returns.length, skewness: skew, kurtosis: tails };
}

/**
 * Probabilistic Sharpe ratio (Bailey and López de Prado, 2012): the probability that the true Sharpe ratio lies above
 * `benchmarkSharpe` (per period): Φ((SR − SR*) √(n − 1) / √(1 − γ₃ SR + (γ₄ − 1)/4 SR²)). Undefined for fewer than two
 * observations, and where the moments leave the ratio no variance.
 */
export function probabilisticSharpe(evidence: SharpeEvidence, benchmarkSharpe = 0): number | undefined {
  requireInteger('observations', evidence.observations, 0);
  requireNumber('benchmarkSharpe', benchmarkSharpe);
  const variance = sharpeVariance(evidence);
  if (evidence.observations < 2 || variance <= 0) return undefined;
  const distance = evidence.sharpe - benchmarkSharpe;
  const score = held((distance * Math.sqrt(evidence.observations - 1)) / Math.sqrt(variance));
  return score === undefined ? undefined : normalCdf(score);
}

/**
 * Minimum track record length: the observations it takes to say with `confidence` that the true Sharpe ratio lies above
 * `benchmarkSharpe` (per period), not rounded: 1 + (1 − γ₃ SR + (γ₄ − 1)/4 SR²) (z / (SR − SR*))². The evidence's own
 * number of observations does not count. Undefined when the ratio does not exceed the benchmark: no record is enough.
 */
export function minimumTrackRecordLength(
  evidence: Omit<SharpeEvidence, 'observations'>,
  benchmarkSharpe = 0,
  confidence = 0.95,
): number | undefined {
  requireNumber('benchmarkSharpe', benchmarkSharpe);
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new QuantError('confidence', `must lie between 0.5 and 1, got ${confidence}`);
  }
  const variance = sharpeVariance(evidence);
  if (evidence.sharpe <= benchmarkSharpe || variance <= 0) return undefined;
  return held(1 + variance * (normalQuantile(confidence) / (evidence.sharpe - benchmarkSharpe)) ** 2);
}

/** (n − 1) × the variance of the estimated Sharpe ratio (Mertens, 2002). */
function sharpeVariance(evidence: Omit<SharpeEvidence, 'observations'>): number {
  const { sharpe: ratio, skewness: skew, kurtosis: tails } = evidence;
  requireNumber('sharpe', ratio);
  requireNumber('skewness', skew);
  requireAbove('kurtosis', tails, 0);
  const variance = 1 - skew * ratio + ((tails - 1) / 4) * ratio ** 2;
  if (!Number.isFinite(variance)) throw new QuantError('sharpe', 'and its moments make more than a number can hold');
  return variance;
}
