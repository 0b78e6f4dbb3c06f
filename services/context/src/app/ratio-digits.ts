/** Fraction digits of a ratio among the facts: as statistics have on the wire. */
export const RATIO_DIGITS = 6;
