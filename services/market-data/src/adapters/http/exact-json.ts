/** A run of digits that a float may not hold. */
const LONG_NUMBER = /\d[\d.]{15}/;

/**
 * Parses JSON without losing digits: a number whose text a float does not give back (nanosecond times, long decimals) comes
 * as its text. Others are numbers as usual, so ordinary answers cost no more than `JSON.parse`.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    if (typeof value !== 'number' || source === undefined || source.length < 16) return value;
    // A float prints a large integer with zeros of its own making, so its text may agree where its value does not.
    const exact = String(value) === source && (Number.isSafeInteger(value) || !Number.isInteger(value));
    return exact ? value : source;
  });
}
