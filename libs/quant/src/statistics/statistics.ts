import { at, type Numbers, requireFinite } from '../numbers.js';

/** Arithmetic mean; undefined for an empty series. */
export function mean(values: Numbers): number | undefined {
  requireFinite('values', values);
  return values.length === 0 ? undefined : meanOf(values);
}

/** Standard deviation with divisor n − 1; undefined for fewer than two values, and when it is beyond a number. */
export function sampleDeviation(values: Numbers): number | undefined {
  requireFinite('values', values);
  if (values.length < 2) return undefined;
  const centre = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (at(values, i) - centre) ** 2;
  return Number.isFinite(squares) ? Math.sqrt(squares / (values.length - 1)) : undefined;
}

function meanOf(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += at(values, i);
  if (Number.isFinite(sum)) return sum / values.length;
  // The sum of finite values may be beyond a number, their mean never is.
  let parts = 0;
  for (let i = 0; i < values.length; i++) parts += at(values, i) / values.length;
  return parts;
}
