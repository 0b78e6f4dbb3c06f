import { Decimal, isoDate } from '@cream/domain';
import type { OptionSnapshot } from '@cream/proto/market';

/** By expiration, strike, right and OCC symbol. */
export function orderOptions(options: readonly OptionSnapshot[]): OptionSnapshot[] {
  const keyed = options.map((option) => {
    const { expiration, strike, right = 0, occSymbol = '' } = option.contract ?? {};
    const date = expiration === undefined ? '' : isoDate(expiration);
    return { option, date, strike: new Decimal(strike?.value ?? 0), right, occSymbol };
  });
  keyed.sort(
    (a, b) =>
      compare(a.date, b.date) ||
      a.strike.comparedTo(b.strike) ||
      a.right - b.right ||
      compare(a.occSymbol, b.occSymbol),
  );
  return keyed.map(({ option }) => option);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
