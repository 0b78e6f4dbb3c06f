import { parseOcc } from '../wire/occ-symbol.js';

const OPTION_PREFIX = 'O:';

/** Our symbol as the vendor writes it: options are OCC symbols with `O:` in front. */
export function toTicker(symbol: string): string {
  return parseOcc(symbol) === undefined ? symbol : `${OPTION_PREFIX}${symbol}`;
}

/** The vendor's ticker as we write it. */
export function toSymbol(ticker: string): string {
  return ticker.startsWith(OPTION_PREFIX) ? ticker.slice(OPTION_PREFIX.length) : ticker;
}
