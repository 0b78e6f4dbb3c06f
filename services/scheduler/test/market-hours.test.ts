import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MarketHours } from '../src/app/market-hours.js';

/** Over the real calendar. */
async function marketHours(): Promise<MarketHours> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-hours-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const embedded = await startEmbedded([marketDataService], { dataDir, codec: 'round-trip', logger: silentLogger() });
  onTestFinished(() => embedded.close());
  return new MarketHours(embedded.clients.get(MarketDataService));
}

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('the hours of the exchange', () => {
  it.each([
    ['in the morning', '2026-11-24T15:00Z', '2026-11-24T21:00:00.000Z'],
    ['before the open', '2026-11-24T12:00Z', '2026-11-24T21:00:00.000Z'],
    ['at a close', '2026-11-24T21:00Z', '2026-11-25T21:00:00.000Z'],
    ['over Thanksgiving, to an early close', '2026-11-26T15:00Z', '2026-11-27T18:00:00.000Z'],
    ['over a weekend', '2026-11-28T15:00Z', '2026-11-30T21:00:00.000Z'],
    ['over the change to summer time', '2026-03-06T21:00Z', '2026-03-09T20:00:00.000Z'],
    ['over the longest closure there was', '2001-09-10T20:00Z', '2001-09-17T20:00:00.000Z'],
  ])('name the next close %s', async (_, time, close) => {
    expect(iso(await (await marketHours()).nextClose(Date.parse(time)))).toBe(close);
  });

  it('know the session of a date, and that a holiday has none', async () => {
    const hours = await marketHours();
    const session = await hours.sessionOf(Date.parse('2026-11-27T03:00-05:00'));
    expect([iso(session?.openMs), iso(session?.closeMs)]).toEqual([
      '2026-11-27T14:30:00.000Z',
      '2026-11-27T18:00:00.000Z',
    ]);
    expect(await hours.sessionOf(Date.parse('2026-11-26T15:00Z'))).toBeUndefined();
  });

  it('let no cycle start in the last minutes of a session', async () => {
    const hours = await marketHours();
    const may = ['17:54:59', '17:55:01', '18:00:00'].map((time) =>
      hours.canStartCycle(Date.parse(`2026-11-27T${time}Z`)),
    );
    expect(await Promise.all(may)).toEqual([true, false, false]);
  });

  it('are not guessed outside the calendar', async () => {
    const hours = await marketHours();
    const outside = hours.nextClose(Date.parse('2031-01-02T15:00Z'));
    await expect(outside).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });
});
