import { create, toBinary } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { detachedContext } from '@cream/grpc';
import {
  GetBarsRequestSchema,
  GetBarsResponseSchema,
  GetSnapshotRequestSchema,
  GetSnapshotResponseSchema,
  StreamBarsRequestSchema,
} from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UniverseResolver } from '../src/app/universe/universe-resolver.js';
import { dateText, dayNumber } from '../src/calendar/civil-date.js';
import { MarketDataController } from '../src/rpc/market-data.controller.js';
import { collect } from './collect.js';
import { calendar, catalogOf, csv, intradayRows, row } from './csv-folder.js';
import { resolving } from './serving.js';

const dates = calendar.sessionsBetween(dayNumber(2015, 11, 2), dayNumber(2016, 4, 29)).map((one) => dateText(one.day));
const FILES: Record<string, readonly string[]> = {
  'AAPL.csv': dates.map((date, i) => row(date, 100 + i)),
  'MSFT.csv': dates.slice(40).flatMap((date) => intradayRows(date, '08:00', '18:00', 60)),
  'SPX.csv': dates.map((date, i) => row(date, 2000 + i)),
};
const SYMBOLS = ['AAPL', 'MSFT', 'SPX'];

interface Serving {
  readonly service: MarketDataController;
  readonly resolver: UniverseResolver;
}

function serving(rows: Record<string, readonly string[]>): Serving {
  const files = Object.entries(rows).map(([name, lines]) => [name, csv(...lines)]);
  const catalog = catalogOf(Object.fromEntries(files));
  return { service: new MarketDataController(catalog, calendar), resolver: resolving(catalog) };
}

/** Everything the service says about one time. */
async function everything({ service, resolver }: Serving, asOfMs: number) {
  const asOf = timestamp(asOfMs);
  const bars = await service.getBars(create(GetBarsRequestSchema, { symbols: SYMBOLS, asOf }));
  const snapshot = await service.getSnapshot(create(GetSnapshotRequestSchema, { symbols: SYMBOLS, asOf }));
  const universe = await resolver.resolve('all', asOfMs);
  const request = create(StreamBarsRequestSchema, { symbols: SYMBOLS, asOf });
  const stream = await collect(service.streamBars(request, detachedContext()));
  return {
    bars: Buffer.from(toBinary(GetBarsResponseSchema, bars)).toString('base64'),
    snapshot: Buffer.from(toBinary(GetSnapshotResponseSchema, snapshot)).toString('base64'),
    universe: universe.members,
    stream,
    latest: bars.series.flatMap((one) => one.bars.map((bar) => Number(bar.end?.seconds) * 1000)),
  };
}

describe('the future', () => {
  const whole = serving(FILES);
  const start = Date.parse(`${dates[45]}T00:00Z`);
  const end = Date.parse(`${dates.at(-1)}T23:59Z`);
  // Minutes around opens, closes and hours are likelier to tell than others.
  const times = fc
    .tuple(
      fc.integer({ min: start / 3_600_000, max: Math.floor(end / 3_600_000) }),
      fc.constantFrom(-1, 0, 1, 1_800_000),
    )
    .map(([hour, shift]) => Math.floor(hour) * 3_600_000 + shift);

  it('changes no answer: cutting the files off after a time says the same about it', async () => {
    await fc.assert(
      fc.asyncProperty(times, fc.nat({ max: 3 }), async (asOfMs, kept) => {
        const cut = Object.fromEntries(
          Object.entries(FILES).map(([name, lines]) => {
            const series = catalogOf({ 'X.csv': csv(...lines) }).get('X');
            return [name, lines.slice(0, Math.max(12, series.visibleAt(asOfMs) + kept))];
          }),
        );
        expect(await everything(serving(cut), asOfMs)).toEqual(await everything(whole, asOfMs));
      }),
      { numRuns: 25 },
    );
  });

  it('shows in no answer: no bar ends after the asked time', async () => {
    await fc.assert(
      fc.asyncProperty(times, async (asOfMs) => {
        const { latest } = await everything(whole, asOfMs);
        expect(Math.max(...latest)).toBeLessThanOrEqual(asOfMs);
      }),
      { numRuns: 50 },
    );
  });
});
