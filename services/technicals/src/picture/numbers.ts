const MINUS = '−';

/** A number with grouped thousands and a true minus sign, with or without fixed decimals. */
export function numberText(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** A price: cents, and of prices below a dollar four decimals. */
export function priceText(value: number): string {
  return numberText(value, Math.abs(value) < 1 ? 4 : 2);
}

const UNITS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

/** `79.2M`, `1.5K`, `12`: a count to three digits. */
export function shortText(value: number): string {
  for (const [size, unit] of UNITS) {
    const scaled = value / size;
    if (Math.abs(scaled) >= 1)
      return `${numberText(scaled, Math.abs(scaled) < 10 ? 2 : Math.abs(scaled) < 100 ? 1 : 0)}${unit}`;
  }
  return numberText(value, Number.isInteger(value) ? 0 : 2);
}

/** A value of an indicator in its unit. */
export function valueText(value: number, unit: string): string {
  if (unit === 'shares') return shortText(value);
  return numberText(value, unit === 'ratio' || Math.abs(value) < 1 ? 3 : 2);
}
