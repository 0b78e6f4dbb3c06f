import { UsageError } from '../failure.js';
import { symbolOf } from './import-files.js';

/** Symbols a vendor is asked for, separated by commas, each once. @throws UsageError when there is none or one is none */
export function vendorSymbols(text: string | undefined): string[] {
  const symbols = new Set((text ?? '').split(',').map((one) => one.trim()));
  symbols.delete('');
  if (symbols.size === 0) throw new UsageError('--symbols is missing: name at least one, for example --symbols AAPL');
  return [...symbols].map((one) => symbolOf(one, '--symbols'));
}
