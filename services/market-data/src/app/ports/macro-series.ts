import type { DecimalText } from './decimal-text.js';

/** One value of a series in one of its vintages. Dates like `2016-03-01`. */
export interface VendorObservation {
  readonly series: string;
  /** What the value is about. */
  readonly date: string;
  /** Absent: the source published that it has no value. */
  readonly value?: DecimalText | undefined;
  /** First and last date on which this was the published value; absent when the vendor keeps no vintages. */
  readonly vintageFrom?: string | undefined;
  readonly vintageTo?: string | undefined;
  /** UTC milliseconds: the end of the first vintage date; without vintages the time of asking. */
  readonly knownAt: number;
}

export interface MacroRequest {
  readonly series: string;
  /** Of the observations, both inclusive. */
  readonly fromDate?: string | undefined;
  readonly toDate?: string | undefined;
  /** Vintages published in these dates, both inclusive; absent: only what is published now. */
  readonly vintageFrom?: string | undefined;
  readonly vintageTo?: string | undefined;
}

/** Series of the economy. */
export interface MacroSeriesSource {
  /** Oldest first. @throws VendorError */
  observations(request: MacroRequest, signal: AbortSignal): AsyncIterable<VendorObservation>;
}
