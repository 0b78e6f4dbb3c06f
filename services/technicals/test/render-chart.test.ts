import { tmpdir } from 'node:os';
import { timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { ChartTheme, TechnicalsService } from '@cream/proto/knowledge';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS } from '@cream/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { technicalsService } from '../src/index.js';

const asOf = timestamp(AS_OF_MS);
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded([technicalsService, marketDataService], {
    dataDir: tmpdir(),
    codec: 'round-trip',
    logger: silentLogger(),
  });
});
afterAll(() => embedded.close());

const technicals = () => embedded.clients.get(TechnicalsService);
/** Width and height as the file's own header says. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('a chart as a picture', () => {
  it('is a PNG of the size asked for, and says in words what it shows', async () => {
    const picture = await technicals().renderChart({ symbol: 'AAPL', asOf, width: 800, height: 600 });
    expect([...picture.png.subarray(0, 8)]).toEqual(SIGNATURE);
    expect(sizeOf(picture.png)).toEqual([800, 600]);
    expect(picture).toMatchObject({ symbol: 'AAPL', width: 800, height: 600, bars: 120, theme: ChartTheme.LIGHT });
    expect(picture.asOf?.seconds).toBe(BigInt(AS_OF_MS / 1000));
    expect(picture.altText).toMatch(
      /^AAPL, daily, 120 candles from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, New York time\./,
    );
    for (const word of ['RSI 14 ', 'MACD 12, 26, 9 ', 'support ', 'strength 0.'])
      expect(picture.altText).toContain(word);
  });

  it('has the same bytes for the same request, others for another theme', async () => {
    const request = { symbol: 'AAPL', asOf, bars: 60, width: 640, height: 400 };
    const [first, again, dark] = await Promise.all([
      technicals().renderChart(request),
      technicals().renderChart(request),
      technicals().renderChart({ ...request, theme: ChartTheme.DARK }),
    ]);
    expect(Buffer.from(again.png).equals(first.png)).toBe(true);
    expect(Buffer.from(dark.png).equals(first.png)).toBe(false);
  });

  it('draws what is asked for, and leaves out what is not wanted', async () => {
    const plain = await technicals().renderChart({
      symbol: 'AAPL',
      asOf,
      indicators: ['ema_21', 'adx_14'],
      withoutLevels: true,
      withoutPatterns: true,
    });
    expect(plain.indicators).toEqual(['ema_21', 'adx_14']);
    expect([plain.levels, plain.candleMarks, plain.shapes]).toEqual([[], [], []]);
    expect(plain.altText).not.toMatch(/levels|candlesticks/);
    expect(sizeOf(plain.png)).toEqual([1600, 900]);
  });

  it('marks the chart patterns that stand in the chart’s own answer', async () => {
    const picture = await technicals().renderChart({ symbol: 'SPX', asOf, bars: 250 });
    const chart = await technicals().getChart({ symbol: 'SPX', asOf, bars: 250 });
    expect(picture.shapes.length).toBeGreaterThan(0);
    for (const shape of picture.shapes) expect(chart.shapes).toContainEqual(shape);
    for (const mark of picture.candleMarks) expect(chart.candleMarks).toContainEqual(mark);
  });

  it('can be drawn of a handful of bars', async () => {
    const early = timestamp(Date.parse('2013-05-15T20:00:00Z'));
    const { bars, png } = await technicals().renderChart({ symbol: 'AAPL', asOf: early, width: 400, height: 300 });
    expect([bars, ...sizeOf(png)]).toEqual([3, 400, 300]);
  });

  it.each([
    ['a symbol nobody has', { symbol: 'NOSUCH' }, Code.NotFound, 'NOSUCH'],
    ['a time before the first bar', { asOf: timestamp(Date.parse('2010-01-04T21:00:00Z')) }, Code.NotFound, 'no bar'],
    ['an interval that is not held', { interval: 1 }, Code.FailedPrecondition, 'AAPL'],
    ['too few candles', { bars: 9 }, Code.InvalidArgument, 'bars'],
    ['too many candles', { bars: 501 }, Code.InvalidArgument, 'bars'],
    ['a picture too small to read', { width: 399 }, Code.InvalidArgument, 'width'],
    ['a picture too large to hold', { height: 4_001 }, Code.InvalidArgument, 'height'],
    ['an indicator there is none of', { indicators: ['rsi_41'] }, Code.InvalidArgument, 'rsi_41'],
    [
      'more panes than fit',
      { indicators: ['rsi_14', 'cci_20', 'adx_14', 'obv', 'roc_10'] },
      Code.InvalidArgument,
      'pane',
    ],
  ])('is refused for %s', async (_what, change, code, words) => {
    const request = technicals().renderChart({ symbol: 'AAPL', asOf, ...change });
    await expect(request).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});
