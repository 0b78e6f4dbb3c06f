import { create, toBinary } from '@bufbuild/protobuf';
import { millis, type Timestamp, timestamp } from '@cream/domain';
import { detachedContext } from '@cream/grpc';
import {
  Adjustment,
  BarInterval,
  GetBarsRequestSchema,
  GetBarsResponseSchema,
  GetSnapshotRequestSchema,
  GetSnapshotResponseSchema,
  ListCorporateActionsRequestSchema,
  ListCorporateActionsResponseSchema,
  ListFindingsRequestSchema,
  ListFindingsResponseSchema,
  ResolveUniverseRequestSchema,
  StreamBarsRequestSchema,
} from '@cream/proto/market';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateText, dayNumber } from '../src/calendar/civil-date.js';
import { collect } from './collect.js';
import { calendar, csv, intradayRows, row } from './csv-folder.js';
import { failing } from './serving.js';
import { delisting, dividend, rename, Stored, split } from './stored.js';

const dates = calendar.sessionsBetween(dayNumber(2016, 1, 4), dayNumber(2016, 4, 29)).map((one) => dateText(one.day));
const SYMBOLS = ['OLD', 'NEW', 'MSFT', 'GONE', 'FILE'];

/** Everything that ever became known, each with the time it did. */
const DAILY = dates.map((date, i) => row(date, 100 + i));
const HOURS = dates.slice(20).flatMap((date) => intradayRows(date, '09:30', '16:00', 60));
const LAST_DAYS = dates.slice(0, 50).map((date, i) => row(date, 30 + (i % 7)));
const ACTIONS = [
  split('OLD', '2', '2016-01-20T21:00Z', '2016-02-16T05:00Z'),
  dividend('OLD', '1.25', '2016-02-22T21:00Z', '2016-03-01T05:00Z'),
  rename('OLD', 'NEW', '2016-03-07T21:00Z', '2016-03-14T04:00Z'),
  split('NEW', '0.25', '2016-03-28T21:00Z', '2016-04-11T04:00Z'),
  split('MSFT', '3', '2016-03-01T21:00Z', '2016-03-21T04:00Z'),
  delisting('GONE', '2016-03-16T04:00Z'),
];

/** The store as it would be if time had ended at `cutMs`: later rows, actions and renames are not there. */
async function known(cutMs: number): Promise<Stored> {
  const stored = await Stored.open();
  // The very first rows stay: that a series exists at all is not what this is about.
  const until = (rows: readonly string[], hours: number) =>
    csv(...rows.filter((text, i) => i < 2 || endOf(text, hours) <= cutMs));
  await stored.import('OLD', until(DAILY, 6.5));
  await stored.import('MSFT', until(HOURS, 1), { interval: BarInterval.ONE_HOUR });
  await stored.import('GONE', until(LAST_DAYS, 6.5));
  for (const action of ACTIONS) if (announcedMs(action) <= cutMs) await stored.act(action);
  return stored;
}

function announcedMs(action: (typeof ACTIONS)[number]): number {
  return millis('announcedAt' in action ? (action.announcedAt as Timestamp) : action.effectiveAt);
}

/** An upper bound of a bar's end is enough: nothing that had ended is cut. */
function endOf(text: string, hours: number): number {
  const [time = ''] = text.split(',');
  const date = calendar.sessionsBetween(...sameDay(time))[0];
  const startMs = time.length === 10 ? (date?.openMs ?? 0) : (date?.openMs ?? 0) + clockMs(time) - clockMs('T09:30');
  return Math.min(startMs + hours * 3_600_000, date?.closeMs ?? Number.POSITIVE_INFINITY);
}

function sameDay(time: string): [number, number] {
  const day = dayNumber(Number(time.slice(0, 4)), Number(time.slice(5, 7)), Number(time.slice(8, 10)));
  return [day, day];
}

function clockMs(time: string): number {
  const clock = time.slice(time.indexOf('T') + 1);
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * 60_000;
}

/** Everything the service says about one time; a refusal is an answer too. */
async function everything({ reads, writes, universes }: Stored, asOfMs: number): Promise<unknown[]> {
  const asOf = timestamp(asOfMs);
  const said: unknown[] = [];
  const note = async (ask: () => Promise<unknown>) => {
    let answer: unknown;
    const failure = await failing(async () => {
      answer = await ask();
      throw new Error('answered');
    });
    said.push(answer ?? failure);
  };
  const bytes = (binary: Uint8Array) => Buffer.from(binary).toString('base64');
  for (const symbol of SYMBOLS) {
    const symbols = [symbol];
    for (const adjustment of [Adjustment.AS_DELIVERED, Adjustment.SPLIT, Adjustment.TOTAL_RETURN]) {
      const request = create(GetBarsRequestSchema, { symbols, asOf, adjustment });
      await note(async () => bytes(toBinary(GetBarsResponseSchema, await reads.getBars(request))));
    }
    const snapshot = create(GetSnapshotRequestSchema, { symbols, asOf });
    await note(async () => bytes(toBinary(GetSnapshotResponseSchema, await reads.getSnapshot(snapshot))));
    const actions = create(ListCorporateActionsRequestSchema, { symbols, asOf });
    await note(async () =>
      bytes(toBinary(ListCorporateActionsResponseSchema, await reads.listCorporateActions(actions))),
    );
    const findings = create(ListFindingsRequestSchema, { symbols, asOf, limit: 1000 });
    await note(async () => bytes(toBinary(ListFindingsResponseSchema, await writes.listFindings(findings))));
    const stream = create(StreamBarsRequestSchema, { symbols, asOf });
    await note(async () => (await collect(reads.streamBars(stream, detachedContext()))).length);
  }
  const universe = create(ResolveUniverseRequestSchema, { universeId: 'all', asOf });
  await note(async () => (await universes.resolveUniverse(universe)).symbols);
  return said;
}

it('changes no answer: what became known after a time says nothing about it', async () => {
  const whole = await known(Number.POSITIVE_INFINITY);
  const first = Date.parse(`${dates[2]}T00:00Z`) / 1_800_000;
  const last = Date.parse(`${dates.at(-1)}T23:59Z`) / 1_800_000;
  const interesting = ACTIONS.map((action) => millis(action.effectiveAt));
  const times = fc.oneof(
    fc.integer({ min: first, max: Math.floor(last) }).map((half) => half * 1_800_000),
    fc.tuple(fc.constantFrom(...interesting), fc.constantFrom(-1, 0, 1)).map(([at, shift]) => at + shift),
  );
  await fc.assert(
    fc.asyncProperty(times, async (asOfMs) => {
      expect(await everything(await known(asOfMs), asOfMs)).toEqual(await everything(whole, asOfMs));
    }),
    { numRuns: 20 },
  );
}, 120_000);
