/**
 * An exact decimal as the contract writes it: no exponent, no trailing zeros. Floats are for statistics; prices, sizes and
 * ratios of vendors stay texts until somebody calculates with them.
 */
export type DecimalText = string;
