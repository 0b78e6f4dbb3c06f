import { commaList } from '../comma-list.js';
import { UsageError } from '../failure.js';
import { symbolOf } from './import-files.js';

/**
 * Symbols a vendor or the store is asked for, separated by commas, each once.
 * @param where they were typed, for messages
 * @throws UsageError when there is none or one is none
 */
export function vendorSymbols(text: string | undefined, where = '--symbols'): string[] {
  const symbols = commaList(text);
  if (symbols.length === 0) throw new UsageError(`${where} is missing: name at least one, such as AAPL`);
  return symbols.map((one) => symbolOf(one, where));
}
