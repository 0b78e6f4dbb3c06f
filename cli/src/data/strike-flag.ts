import { wire } from '@cream/domain';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';

const STRIKE = /^(0|[1-9]\d{0,7})(\.\d{1,3})?$/;

/** A strike in dollars that was typed. @throws UsageError naming the flag */
export function strikeFlag(flag: string, text: string | undefined) {
  if (text === undefined) return undefined;
  if (!STRIKE.test(text))
    throw new UsageError(`${flag} ${shown(text)} is no strike: write dollars, for example 105 or 97.5`);
  return wire(text);
}
