/** A number with so many fraction digits; a dash where there is none. */
export function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

/** A ratio in percent with so many fraction digits; a dash where there is none. */
export function percent(ratio: number | undefined, digits: number): string {
  return ratio === undefined ? '–' : `${(ratio * 100).toFixed(digits)} %`;
}
