import { create } from '@bufbuild/protobuf';
import { detachedContext } from '@cream/grpc';
import { StreamBarsRequestSchema, StreamQuotesRequestSchema } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.js';
import { csv, intradayRows } from './csv-folder.js';
import { at, daily, serving, WEEK } from './serving.js';

describe('streams', () => {
  const service = serving({ 'AAPL.csv': daily(), 'MSFT.csv': daily(WEEK.slice(1, 3), 50) });

  it('send bars in the order of their ends', async () => {
    const request = create(StreamBarsRequestSchema, {
      symbols: ['MSFT', 'AAPL'],
      after: at('2016-03-01T21:00Z'),
      asOf: at('2016-03-04T21:00Z'),
    });
    const sent = await collect(service.streamBars(request, detachedContext()));
    expect(sent.map(({ bar }) => `${bar?.symbol} ${bar?.open?.value}`)).toEqual([
      'MSFT 50',
      'AAPL 101',
      'MSFT 51',
      'AAPL 102',
      'AAPL 103',
    ]);
  });

  it('send the quote of now, then each newer one', async () => {
    const request = create(StreamQuotesRequestSchema, {
      symbols: ['AAPL'],
      asOf: at('2016-03-02T22:00Z'),
      until: at('2016-03-04T21:00Z'),
    });
    const sent = await collect(service.streamQuotes(request, detachedContext()));
    expect(sent.map(({ quote }) => [quote?.last?.value, quote?.ageSeconds])).toEqual([
      ['101.5', 3600n],
      ['102.5', 0n],
      ['103.5', 0n],
    ]);
  });

  it('stop when the caller gives up', async () => {
    const long = serving({ 'AAPL.csv': csv(...WEEK.flatMap((date) => intradayRows(date, '09:30', '16:00', 1))) });
    const gaveUp = new AbortController();
    const request = create(StreamBarsRequestSchema, { symbols: ['AAPL'], asOf: at('2016-03-07T21:00Z') });
    let received = 0;
    const context = { ...detachedContext(), signal: gaveUp.signal, headers: new Headers() };
    for await (const _ of long.streamBars(request, context)) {
      received += 1;
      if (received === 100) gaveUp.abort();
    }
    expect(received).toBe(100);
  });
});
