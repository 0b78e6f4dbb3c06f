import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LivePrice } from '../src/app/streams/live-price.js';
import { PriceHistory } from '../src/app/streams/price-history.js';
import { NOW } from './scripted-feed.js';

const last = (price: string, ms: number): LivePrice => ({
  symbol: 'AAPL',
  receivedMs: NOW + ms,
  last: { price, timeMs: NOW + ms, intact: true },
});
const shown = (history: PriceHistory, ms: number) => {
  const found = history.at(NOW + ms);
  return found && [found.last?.price, found.last?.intact];
};

describe('the history of a price', () => {
  it('answers for a moment that has passed, from the end of the quarter second on in which a price came', () => {
    const history = new PriceHistory('AAPL', NOW);
    history.add(last('1', 1000));
    history.add(last('2', 1240));
    history.add(last('3', 1250));
    const answers = [-1, 0, 1249, 1250, 1499, 1500, 9999].map((ms) => shown(history, ms)?.[0]);
    expect(answers).toEqual([undefined, undefined, undefined, '2', '2', '3', '3']);
    expect(history.at(NOW - 1)).toBeUndefined();
    expect(history.at(NOW)).toBeDefined();
    expect(history.newest.last?.price).toBe('3');
  });

  it('shows a loss at once, however quickly it was mended', () => {
    const history = new PriceHistory('AAPL', NOW);
    history.add(last('1', 0));
    history.break(NOW + 300);
    history.add(last('2', 310));
    expect([299, 300, 499, 500].map((ms) => shown(history, ms))).toEqual([
      ['1', true],
      ['1', false],
      ['1', false],
      ['2', true],
    ]);
  });

  it('stays small however much is said, and reaches five minutes back', () => {
    const history = new PriceHistory('AAPL', NOW);
    const half = 30 * 60_000;
    for (let ms = 0; ms <= half; ms += 50) history.add(last(String(ms), ms));
    expect(shown(history, half)?.[0]).toBe(String(half - 50));
    expect(shown(history, half - 299_999)?.[0]).toBe(String(half - 300_050));
    expect(shown(history, half - 601_000)).toBeUndefined();
    expect(JSON.stringify(history).length).toBeLessThan(400_000);
  });

  it('of a symbol nobody trades keeps the last there was', () => {
    const history = new PriceHistory('AAPL', NOW);
    history.add(last('1', 0));
    for (let minute = 1; minute <= 60; minute++) history.break(NOW + minute * 60_000);
    expect(shown(history, 60 * 60_000 - 1)).toEqual(['1', false]);
  });

  it('gives no other answer when the future is cut off', () => {
    const event = fc.record({ afterMs: fc.nat({ max: 400 }), lost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.nat({ max: 20_000 }), (events, asOfMs) => {
        const [whole, cut] = [new PriceHistory('AAPL', NOW), new PriceHistory('AAPL', NOW)];
        let ms = 0;
        for (const [i, { afterMs, lost }] of events.entries()) {
          ms += afterMs;
          for (const history of ms <= asOfMs ? [whole, cut] : [whole]) {
            if (lost) history.break(NOW + ms);
            else history.add({ ...history.newest, ...last(String(i), ms) });
          }
        }
        expect(whole.at(NOW + asOfMs)).toEqual(cut.at(NOW + asOfMs));
        expect(whole.at(NOW + asOfMs)?.receivedMs).toBeLessThanOrEqual(NOW + asOfMs);
      }),
      { numRuns: 1000 },
    );
  });
});
