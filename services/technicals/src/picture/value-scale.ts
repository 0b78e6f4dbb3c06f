/** Maps values to pixels, larger ones further up. */
export interface ValueScale {
  readonly low: number;
  readonly high: number;
  readonly y: (value: number) => number;
}

/** @param top and bottom in pixels; equal bounds are drawn in the middle */
export function valueScale(low: number, high: number, top: number, bottom: number): ValueScale {
  const span = high - low;
  const y = (value: number): number =>
    span > 0 ? bottom - ((value - low) / span) * (bottom - top) : (top + bottom) / 2;
  return { low, high, y };
}

/** 1, 2, 2.5 and 5 times a power of ten: steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round values between two bounds, about `count` of them, and the decimals that tell them apart. None when the bounds are
 * equal.
 */
export function roundValues(low: number, high: number, count: number): { values: number[]; decimals: number } {
  const rough = (high - low) / Math.max(count, 1);
  if (!(rough > 0 && Number.isFinite(rough))) return { values: [], decimals: 2 };
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = (each: number): number => Math.abs(Math.log((each * power) / rough));
  const step = STEPS.reduce((best, each) => (distance(each) < distance(best) ? each : best)) * power;
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) values.push(k === 0 ? 0 : k * step);
  return { values, decimals: decimalsOf(step) };
}

/** Decimals that a step needs: 0.25 needs two, 50 none. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 8; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 8;
}
