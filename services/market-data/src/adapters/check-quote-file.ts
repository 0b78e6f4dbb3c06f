import type { Finding } from '@cream/proto/market';
import { toWireFinding } from '../rpc/wire.js';
import { quoteFileFindings } from './csv/quote-file.js';

/** What is wrong with the quotes of a file, as the contract carries it. @throws MarketDataError naming file and line */
export function checkQuoteFile(path: string, symbol: string): Finding[] {
  return quoteFileFindings(path, symbol).map(toWireFinding);
}
