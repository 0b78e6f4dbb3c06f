import { QuantError } from '../quant-error.js';
import { gaussLegendre } from './gauss-legendre.js';
import { normalCdf } from './normal-distribution.js';

const POINTS = 24;
const { nodes: NODES, weights: WEIGHTS } = gaussLegendre(POINTS);
/** Beyond this the integrand is too sharp for so few points. */
const LARGEST_CORRELATION = 0.9;

/**
 * P(X ≤ h, Y ≤ k) for standard normal variables of correlation `correlation`, which lies in [−0.9, 0.9]; absolute error
 * below 1e-14. Plackett's integral over the angle whose sine is the correlation (Z. Drezner and G. O. Wesolowsky, "On the
 * computation of the bivariate normal integral", 1990), by Gauss and Legendre's rule.
 */
export function bivariateNormalCdf(h: number, k: number, correlation: number): number {
  if (!(Math.abs(correlation) <= LARGEST_CORRELATION)) {
    throw new QuantError('correlation', `must lie in [−0.9, 0.9], got ${correlation}`);
  }
  const independent = normalCdf(h) * normalCdf(k);
  if (!(Number.isFinite(h) && Number.isFinite(k))) return independent;
  const half = 0.5 * Math.asin(correlation);
  const squares = 0.5 * (h * h + k * k);
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const sine = Math.sin(half * (1 + (NODES[i] as number)));
    sum += (WEIGHTS[i] as number) * Math.exp((sine * h * k - squares) / (1 - sine * sine));
  }
  return Math.max(independent + (half * sum) / (2 * Math.PI), 0);
}
