import { Decimal, isoDate } from '@cream/domain';
import type { OptionSnapshot } from '@cream/proto/market';
import { compareText } from '../compare-text.js';

/** By expiration, strike, right and OCC symbol. */
export function orderOptions(options: readonly OptionSnapshot[]): OptionSnapshot[] {
  const keyed = options.map((option) => {
    const { expiration, strike, right = 0, occSymbol = '' } = option.contract ?? {};
    const date = expiration === undefined ? '' : isoDate(expiration);
    return { option, date, strike: new Decimal(strike?.value ?? 0), right, occSymbol };
  });
  keyed.sort(
    (a, b) =>
      compareText(a.date, b.date) ||
      a.strike.comparedTo(b.strike) ||
      a.right - b.right ||
      compareText(a.occSymbol, b.occSymbol),
  );
  return keyed.map(({ option }) => option);
}
