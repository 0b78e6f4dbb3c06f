import { QuantError } from '../quant-error.js';
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

/** Nodes and weights on [−1, 1]: Newton's method on the Legendre polynomial from Tricomi's estimates of its roots. */
function gaussLegendre(points: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 0;
    for (let round = 0; round < 8; round++) {
      let previous = 1;
      let value = x;
      for (let n = 2; n <= points; n++) [previous, value] = [value, ((2 * n - 1) * x * value - (n - 1) * previous) / n];
      slope = (points * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
