import { ABSENT } from './decimal.js';

/**
 * Statistics come as doubles and are estimates anyway, so ordinary number formatting will do. An undefined statistic
 * (no variance, no trade) stays a dash.
 */

/** A ratio as percent: 0.1234 → `12.34 %`. */
export function percent(ratio: number | undefined, places = 2): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return ABSENT;
  return `${fixed(ratio * 100, places)} %`;
}

/** `percent` with a plus sign for gains. */
export function signedPercent(ratio: number | undefined, places = 2): string {
  const text = percent(ratio, places);
  return ratio !== undefined && ratio > 0 ? `+${text}` : text;
}

/** A plain number with fixed decimals. */
export function ratio(value: number | undefined, places = 2): string {
  return value === undefined || !Number.isFinite(value) ? ABSENT : fixed(value, places);
}

/** A conviction difference with its sign: `+0.42`. */
export function signedRatio(value: number | undefined, places = 2): string {
  const text = ratio(value, places);
  return value !== undefined && value > 0 ? `+${text}` : text;
}

/** A whole number with thousands separators. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

function fixed(value: number, places: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
