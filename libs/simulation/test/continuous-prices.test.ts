import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASELINES, type CorporateAction, continuousPrices, playBaseline } from '../src/index.js';
import { DAY_MS, dailyBars, type Ohlcv, OPEN_MS, series, told } from './bars.js';

const day = (n: number) => OPEN_MS + n * DAY_MS;
const split = (n: number, ratio: number): CorporateAction => ({ kind: 'SPLIT', symbol: 'X', exMs: day(n), ratio });

/** Bars of whole cents that open at the close before. */
function closing(cents: readonly number[], ratio = 1): Ohlcv[] {
  return cents.map((cent, n) => {
    const [open, close] = [(cents[n - 1] ?? cent) / ratio / 100, cent / ratio / 100];
    return [open, Math.max(open, close), Math.min(open, close), close];
  });
}

const walk = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 70, maxLength: 120 }).map((steps) => {
  let price = 10_000;
  return steps.map((step) => {
    price = Math.max(400, price + step);
    return price;
  });
});

/** The same days as they were traded when four new units were given for one before day `n`. */
function splitAt(n: number, cents: readonly number[]): Ohlcv[] {
  return [...closing(cents).slice(0, n), ...closing(cents, 4).slice(n)];
}

const closes = (bars: ReturnType<typeof dailyBars>, actions: CorporateAction[]) =>
  Array.from(continuousPrices(bars, 'X', actions).close);

describe('prices without the jumps of splits', () => {
  it('go on in the units of the first bar', () => {
    const bars = dailyBars(splitAt(2, [40_000, 40_400, 40_800, 41_200]));
    expect(Array.from(bars.close)).toEqual([400, 404, 102, 103]);
    expect(closes(bars, [split(2, 4)])).toEqual([400, 404, 408, 412]);
    expect(closes(bars, [split(1, 2), split(2, 2)])).toEqual([400, 808, 408, 412]);
  });

  it('are the bars themselves when nothing was split in them', () => {
    const bars = dailyBars(closing([100, 101]));
    expect(continuousPrices(bars, 'X', [{ ...split(1, 4), symbol: 'Y' }])).toBe(bars);
    expect(closes(bars, [split(-3, 4)])).toEqual([1, 1.01]);
  });

  it('are told by no later bar or split what they are', () => {
    fc.assert(
      fc.property(walk, fc.nat(), fc.nat(), (cents, at, later) => {
        const n = 1 + (at % (cents.length - 1));
        const bars = dailyBars(splitAt(n, cents));
        const cut = 1 + (later % cents.length);
        const known = dailyBars(splitAt(n, cents).slice(0, cut));
        const actions = [split(n, 4)].filter(({ exMs }) => exMs <= day(cut - 1));
        const whole = Array.from(continuousPrices(bars, 'X', [split(n, 4)]).close);
        expect(Array.from(continuousPrices(known, 'X', actions).close)).toEqual(whole.slice(0, cut));
      }),
    );
  });
});

describe('a baseline on a share that is split', () => {
  it.each(BASELINES.map((one) => [one.name, one] as const))('%s trades as if it were not', (_, baseline) => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 1, max: 69 }), (cents, n) => {
        // 400 units are 100 before the split: the same shares of the company, whatever they are cut into.
        const play = { baseline, parameters: {}, quantity: 400, fromMs: 0 };
        const settings = { cash: 1_000_000, allowShort: true };
        const plain = playBaseline(play, settings, [series('X', dailyBars(closing(cents, 4)))]);
        const raw = dailyBars(splitAt(n, cents));
        const early = playBaseline({ ...play, quantity: 100 }, { ...settings, actions: [split(n, 4)] }, [
          series('X', raw),
        ]);
        // Entries after the split are of the quantity that was asked for, in new units: only those before compare.
        const before = ({ startMs }: { startMs: number }) => startMs < day(n);
        expect(early.fills.filter(before).map(({ startMs, buy }) => [startMs, buy])).toEqual(
          plain.fills.filter(before).map(({ startMs, buy }) => [startMs, buy]),
        );
        expect(early.fills.map(({ startMs, buy }) => [startMs, buy])).toEqual(
          plain.fills.map(({ startMs, buy }) => [startMs, buy]),
        );
        for (let k = 0; k <= n && k < cents.length; k++) {
          expect(early.equity[k]).toBeCloseTo(plain.equity[k] as number, 4);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('goes on holding four times as many, and tells what was done to them', () => {
    const [buyAndHold] = BASELINES.filter(({ name }) => name === 'buy-and-hold');
    if (buyAndHold === undefined) throw new Error('there is no buy-and-hold');
    const bars = dailyBars(splitAt(2, [40_000, 40_000, 40_000, 40_000]));
    const actions: CorporateAction[] = [split(2, 4), { kind: 'DIVIDEND', symbol: 'X', exMs: day(3), amount: 0.5 }];
    const play = { baseline: buyAndHold, parameters: {}, fromMs: 0 };
    const result = playBaseline(play, { cash: 4100, actions }, [series('X', bars)]);
    expect(told(result.fills)).toEqual(['BUY 10 @ 400 ENTRY']);
    expect([...result.equity]).toEqual([4100, 4100, 4100, 4120]);
    expect(result.actions).toEqual([
      { kind: 'SPLIT', symbol: 'X', value: 4, before: 10, after: 40, cash: '0', timeMs: day(2) },
      { kind: 'DIVIDEND', symbol: 'X', value: 0.5, before: 40, after: 40, cash: '20', timeMs: day(3) },
    ]);
  });

  it('buys with the dividends it has earned', () => {
    const [sma] = BASELINES.filter(({ name }) => name === 'sma-cross');
    if (sma === undefined) throw new Error('there is no sma-cross');
    // Long after day 3, nothing after day 6, long again after day 9.
    const bars = dailyBars(closing([1000, 1000, 900, 1100, 1100, 1100, 900, 900, 900, 1100, 1100]));
    const play = { baseline: sma, parameters: { fast: 1, slow: 2 }, fromMs: 0 };
    const dividend: CorporateAction = { kind: 'DIVIDEND', symbol: 'X', exMs: day(5), amount: 10 };
    const units = (actions: CorporateAction[]) =>
      playBaseline(play, { cash: 110, allowShort: false, actions }, [series('X', bars)]).fills.map(
        (fill) => fill.quantity,
      );
    expect(units([])[2]).toBeLessThan(units([dividend])[2] as number);
  });
});
