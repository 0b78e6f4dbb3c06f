import { Role, type Thesis } from '@cream/proto/decision';

/** Two statements of a conviction delta are the same within this. */
export const DELTA_TOLERANCE = 1e-9;
const DELTA_DIGITS = 9;

/**
 * Bull conviction minus bear conviction for a symbol, rounded to 9 digits so that 0.8 - 0.5 is 0.3 and the thresholds
 * mean what they say. Undefined unless there is exactly one thesis of each side with a conviction in [0, 1].
 */
export function convictionDelta(theses: readonly Thesis[], symbol: string): number | undefined {
  const bull = onlyConviction(theses, Role.BULL, symbol);
  const bear = onlyConviction(theses, Role.BEAR, symbol);
  return bull === undefined || bear === undefined ? undefined : roundDelta(bull - bear);
}

/** Cuts floating-point dust off a delta. */
function roundDelta(delta: number): number {
  return Number(delta.toFixed(DELTA_DIGITS));
}

function onlyConviction(theses: readonly Thesis[], role: Role, symbol: string): number | undefined {
  const [thesis, ...others] = theses.filter((each) => each.role === role && each.symbol === symbol);
  if (thesis === undefined || others.length > 0) return undefined;
  return thesis.conviction >= 0 && thesis.conviction <= 1 ? thesis.conviction : undefined;
}
