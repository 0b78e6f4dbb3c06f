import { isOccSymbol } from '@cream/domain';

const OPTION_PREFIX = 'O:';

/** Our symbol as the vendor writes it: options are OCC symbols with `O:` in front. */
export function toTicker(symbol: string): string {
  return isOccSymbol(symbol) ? `${OPTION_PREFIX}${symbol}` : symbol;
}

/** The vendor's ticker as we write it. */
export function toSymbol(ticker: string): string {
  return ticker.startsWith(OPTION_PREFIX) ? ticker.slice(OPTION_PREFIX.length) : ticker;
}
