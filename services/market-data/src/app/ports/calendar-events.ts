import type { DecimalText } from './decimal-text.js';

/** A date of the economy or of a company. */
export interface VendorCalendarEvent {
  readonly kind: 'ECONOMIC' | 'EARNINGS';
  /** Name of the release, or `earnings`. */
  readonly name: string;
  /** Absent for releases of a country. */
  readonly symbol?: string | undefined;
  readonly country?: string | undefined;
  /** UTC milliseconds; of a date without a time the beginning of that date in New York. */
  readonly timeMs: number;
  readonly hasTime: boolean;
  readonly impact?: string | undefined;
  readonly previous?: DecimalText | undefined;
  readonly estimate?: DecimalText | undefined;
  readonly actual?: DecimalText | undefined;
  /** When it was asked for: the vendor keeps no history of its forecasts. */
  readonly knownAt: number;
}

export interface CalendarRequest {
  readonly kind: VendorCalendarEvent['kind'];
  /** Both inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
}

/** What is scheduled. */
export interface CalendarEventSource {
  /** In time order. @throws VendorError */
  calendarEvents(request: CalendarRequest, signal: AbortSignal): Promise<readonly VendorCalendarEvent[]>;
}
