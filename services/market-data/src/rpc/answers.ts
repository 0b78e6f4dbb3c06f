import { failedPrecondition, invalidArgument, notFound } from '@cream/grpc';
import type { Date as WireDate } from '@cream/proto/common';
import { MarketDataError } from '../app/market-data-error.js';
import { NotHeldError } from '../app/reads.js';
import { IntervalNotHeldError, UnknownSymbolError } from '../app/series-catalog.js';
import { NoSlotsError } from '../app/slots.js';
import { FeedFailedError } from '../app/streams/feed-failed-error.js';
import { FeedFullError } from '../app/streams/feed-full-error.js';
import { UnknownSourceError } from '../app/universe/candidates.js';
import { UnknownUniverseError } from '../app/universe/universe-resolver.js';
import { fromWireDate } from '../calendar/civil-date.js';

const PRECONDITIONS = [
  NoSlotsError,
  NotHeldError,
  IntervalNotHeldError,
  MarketDataError,
  FeedFailedError,
  FeedFullError,
  UnknownSourceError,
];
const MISSING = [UnknownSymbolError, UnknownUniverseError];

/** Gives the service's own errors their gRPC codes; any other error passes. */
export async function answer<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw shown(error);
  }
}

/** As {@link answer}, for an answer of many messages. */
export async function* answerStream<T>(messages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* messages;
  } catch (error) {
    throw shown(error);
  }
}

function shown(error: unknown): unknown {
  if (MISSING.some((type) => error instanceof type)) return notFound((error as Error).message);
  return PRECONDITIONS.some((type) => error instanceof type) ? failedPrecondition((error as Error).message) : error;
}

/**
 * Day number of a date in a request; undefined when it is absent.
 * @throws ConnectError INVALID_ARGUMENT when there is no such date
 */
export function dayOfField(field: string, date: WireDate | undefined): number | undefined {
  if (date === undefined) return undefined;
  const day = fromWireDate(date);
  if (day === undefined) throw invalidArgument(field, `${date.year}-${date.month}-${date.day} is no date`);
  return day;
}

/** @throws ConnectError INVALID_ARGUMENT when a range ends before it begins */
export function checkRange(from: number | undefined, to: number | undefined): void {
  if (from !== undefined && to !== undefined && from > to) throw invalidArgument('to', 'lies before from');
}
