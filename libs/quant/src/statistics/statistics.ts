import { at, type Numbers, requireFinite } from '../numbers.js';

/** Arithmetic mean; undefined for an empty series. */
export function mean(values: Numbers): number | undefined {
  requireFinite('values', values);
  return values.length === 0 ? undefined : meanOf(values);
}

/** Standard deviation with divisor n − 1; undefined for fewer than two values. */
export function sampleDeviation(values: Numbers): number | undefined {
  requireFinite('values', values);
  if (values.length < 2) return undefined;
  const centre = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (at(values, i) - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

function meanOf(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += at(values, i);
  return sum / values.length;
}
