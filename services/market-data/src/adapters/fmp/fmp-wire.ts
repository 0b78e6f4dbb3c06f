import { z } from 'zod';
import { dateField, decimalField } from '../wire/fields.js';

/** `2024-11-01 06:01:36`. */
const clockTime = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/, 'is not a date with a time');
const maybe = decimalField.nullish();

// The raw series calls its prices adj… although they are not adjusted; the older answer has plain names.
const rawPrices = z.object({
  date: dateField,
  adjOpen: decimalField,
  adjHigh: decimalField,
  adjLow: decimalField,
  adjClose: decimalField,
  volume: decimalField,
});
const plainPrices = z.object({
  date: dateField,
  open: decimalField,
  high: decimalField,
  low: decimalField,
  close: decimalField,
  volume: decimalField,
  vwap: maybe,
});
const day = z.union([
  plainPrices,
  rawPrices.transform(({ date, adjOpen, adjHigh, adjLow, adjClose, volume }) => {
    return { date, open: adjOpen, high: adjHigh, low: adjLow, close: adjClose, volume, vwap: undefined };
  }),
]);

/** A list, or the older form with the list inside; an unknown symbol is an empty object there. */
export const dailyPrices = z.union([
  z.array(day),
  z.object({ historical: z.array(day).optional() }).transform(({ historical }) => historical ?? []),
]);

/** Everything in a statement that is a number is an item of it. */
export const statements = z.array(
  z
    .looseObject({
      symbol: z.string(),
      date: dateField,
      reportedCurrency: z.string().nullish(),
      filingDate: dateField.nullish(),
      fillingDate: dateField.nullish(),
      acceptedDate: clockTime.nullish(),
    })
    .transform(({ symbol, date, reportedCurrency, filingDate, fillingDate, acceptedDate, ...rest }) => ({
      symbol,
      date,
      currency: reportedCurrency ?? undefined,
      filed: filingDate ?? fillingDate ?? undefined,
      accepted: acceptedDate ?? undefined,
      rest,
    })),
);

export const economicCalendar = z.array(
  z.object({
    date: clockTime,
    event: z.string(),
    country: z.string().nullish(),
    impact: z.string().nullish(),
    previous: maybe,
    estimate: maybe,
    actual: maybe,
  }),
);

export const earningsCalendar = z.array(
  z.object({
    date: dateField,
    symbol: z.string(),
    epsActual: maybe,
    epsEstimated: maybe,
  }),
);

export type FmpStatement = z.output<typeof statements>[number];
export type FmpEconomicEvent = z.output<typeof economicCalendar>[number];
export type FmpEarnings = z.output<typeof earningsCalendar>[number];
export type FmpDay = z.output<typeof day>;
