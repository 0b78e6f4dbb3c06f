import { z } from 'zod';
import { VendorError, type VendorErrorDetails } from '../../app/ports/index.js';
import { dateField, decimalField, decimalText } from '../wire/fields.js';

const DAY_MS = 86_400_000;
const NO_VALUE = new Set(['.', 'None', '-']);

export const prices = z
  .object({
    '1. open': decimalField,
    '2. high': decimalField,
    '3. low': decimalField,
    '4. close': decimalField,
    '5. volume': decimalField,
  })
  .transform((one) => ({
    open: one['1. open'],
    high: one['2. high'],
    low: one['3. low'],
    close: one['4. close'],
    volume: one['5. volume'],
  }));

/** The name of the series holds the interval: `Time Series (1min)`. */
export const intraday = z
  .record(z.string(), z.unknown())
  .transform((body) => ({ series: Object.entries(body).find(([name]) => name.startsWith('Time Series'))?.[1] }))
  .pipe(z.object({ series: z.record(z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/), prices) }));

export const macro = z.object({
  data: z.array(
    z.object({
      date: dateField,
      value: z.string().transform((text, context) => {
        if (NO_VALUE.has(text)) return undefined;
        const value = decimalText(text);
        if (value !== undefined) return value;
        context.addIssue({ code: 'custom', message: 'is not a decimal' });
        return z.NEVER;
      }),
    }),
  ),
});

const report = z
  .looseObject({ fiscalDateEnding: dateField, reportedCurrency: z.string().optional() })
  .transform(({ fiscalDateEnding, reportedCurrency, ...rest }) => ({
    date: fiscalDateEnding,
    currency: reportedCurrency,
    items: itemsOf(rest),
  }));

export const reports = z.object({
  symbol: z.string(),
  annualReports: z.array(report),
  quarterlyReports: z.array(report),
});

export type AlphaVantagePrices = z.output<typeof prices>;

function itemsOf(rest: Record<string, unknown>): Record<string, string> {
  const items: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    const text = typeof value === 'string' || typeof value === 'number' ? decimalText(value) : undefined;
    if (text !== undefined) items[name] = text;
  }
  return items;
}

/**
 * The vendor answers HTTP 200 to everything: what is wrong is in a field of the body. Its words are not repeated, because
 * they name the key.
 * @throws VendorError
 */
export function refuseNotices(body: unknown, details: VendorErrorDetails): void {
  if (typeof body !== 'object' || body === null) return;
  const fields = body as Record<string, unknown>;
  const notice = fields.Note ?? fields.Information;
  if (typeof notice === 'string') throw ofNotice(notice, details);
  const refusal = fields['Error Message'];
  if (typeof refusal !== 'string') return;
  if (/apikey|api key/i.test(refusal)) throw new VendorError('UNAUTHORIZED', 'the key is refused', details);
  throw new VendorError('BAD_REQUEST', 'the request is refused: unknown symbol, function or parameter', details);
}

function ofNotice(text: string, details: VendorErrorDetails): VendorError {
  if (/per day|daily/i.test(text)) {
    return new VendorError('RATE_LIMITED', 'the requests of the day are used up', { ...details, retryAfterMs: DAY_MS });
  }
  if (/frequency|rate limit|per minute|per second|spreading out/i.test(text)) {
    return new VendorError('RATE_LIMITED', 'too many requests', details);
  }
  if (/premium|subscri/i.test(text)) return new VendorError('FORBIDDEN', 'the plan does not include this', details);
  if (/demo|api ?key/i.test(text)) return new VendorError('UNAUTHORIZED', 'the key is refused', details);
  return new VendorError('UNAVAILABLE', 'the vendor answered with a notice', details);
}
