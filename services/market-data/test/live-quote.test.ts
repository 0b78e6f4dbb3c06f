import { describe, expect, it } from 'vitest';
import { broken, type LivePrice, withBar, withQuote, withTrade } from '../src/app/streams/live-price.js';
import { livePriceQuote, liveQuote } from '../src/app/streams/live-quote.js';
import { minute, NOW, quote, trade } from './scripted-feed.js';

const MAX_AGE_MS = 60_000;
const nothing: LivePrice = { symbol: 'AAPL', receivedMs: NOW };
const quoted = (timeMs: number, before = nothing, more = {}): LivePrice => {
  const event = quote('AAPL', '10', '10.02', timeMs);
  const made = event.kind === 'quote' ? withQuote(before, { ...event.quote, ...more }, NOW) : undefined;
  return made ?? before;
};
const traded = (timeMs: number, before = nothing): LivePrice => {
  const event = trade('AAPL', '10.01', timeMs);
  return (event.kind === 'trade' ? withTrade(before, event.trade, NOW) : undefined) ?? before;
};
const shown = (price: LivePrice, ms = 0) => {
  const found = liveQuote(price, NOW + ms, MAX_AGE_MS);
  return found && { last: found.last?.value, bid: found.bid?.value, age: found.ageSeconds, stale: found.stale };
};

describe('a live price', () => {
  it('is nothing before the feed said something', () => {
    expect(shown(nothing)).toBeUndefined();
  });

  it('has the age of its oldest part', () => {
    expect(shown(traded(NOW - 5000, quoted(NOW)))).toEqual({ last: '10.01', bid: '10', age: 5n, stale: false });
  });

  it('goes stale with time alone', () => {
    const price = traded(NOW, quoted(NOW));
    expect(shown(price, MAX_AGE_MS)).toMatchObject({ age: 60n, stale: false });
    expect(shown(price, MAX_AGE_MS + 1)).toEqual({ last: '10.01', bid: '10', age: 60n, stale: true });
  });

  it('is served without a part that is too old while another is fresh', () => {
    const price = quoted(NOW, traded(NOW - 3_600_000));
    expect(shown(price)).toEqual({ last: undefined, bid: '10', age: 0n, stale: false });
  });

  it('as the price of a snapshot keeps its last trade, and is as stale as that', () => {
    const found = livePriceQuote(quoted(NOW, traded(NOW - 3_600_000)), NOW, MAX_AGE_MS);
    expect(found).toMatchObject({ last: { value: '10.01' }, ageSeconds: 3600n, stale: true });
    expect(livePriceQuote(quoted(NOW), NOW, MAX_AGE_MS)).toBeUndefined();
  });

  it('is stale after a loss, until each part is heard again', () => {
    const price = broken(traded(NOW, quoted(NOW)), NOW);
    expect(shown(price)).toMatchObject({ stale: true });
    expect(shown(quoted(NOW, price))).toEqual({ last: undefined, bid: '10', age: 0n, stale: false });
    expect(shown(traded(NOW, quoted(NOW, price)))).toMatchObject({ last: '10.01', bid: '10', stale: false });
  });

  it('of a clock ahead of ours is not younger than now', () => {
    expect(shown(quoted(NOW + 900))).toMatchObject({ age: 0n });
  });

  it('has no sizes where they are in round lots, whose size it does not know', () => {
    expect(liveQuote(quoted(NOW), NOW, MAX_AGE_MS)?.bidSize).toEqual(expect.objectContaining({ value: '300' }));
    const lots = quoted(NOW, nothing, { sizeUnit: 'ROUND_LOTS' });
    expect(liveQuote(lots, NOW, MAX_AGE_MS)?.bidSize).toBeUndefined();
  });

  it('of a bar is no younger than the start of the bar', () => {
    const event = minute('AAPL', '10.5', NOW);
    const price = event.kind === 'bar' ? withBar(nothing, event.bar, NOW) : undefined;
    expect(price && shown(price)).toEqual({ last: '10.5', bid: undefined, age: 60n, stale: false });
  });
});
