import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BUILT, csv, refusal, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** Forty weekdays of 2016 without a holiday among them. */
const DATES = Array.from({ length: 56 }, (_, i) => new Date(Date.UTC(2016, 5, 6) + i * 86_400_000))
  .filter((date) => date.getUTCDay() % 6 !== 0 && date.toISOString().slice(0, 10) !== '2016-07-04')
  .map((date) => date.toISOString().slice(0, 10));

/** `cream factor` as a user runs it: real processes, real files. Needs the build. */
describe.runIf(BUILT)('cream factor', () => {
  const place = new Workplace();
  // Symbols that rise steadily, each at its own pace: yesterday's return orders tomorrow's.
  beforeAll(() => {
    for (const [symbol, pace] of [
      ['AAA', 1],
      ['BBB', 2],
      ['CCC', 3],
      ['DDD', -1],
    ] as const) {
      const rows = DATES.map((date, i) => {
        const close = (100 * (1 + pace / 100) ** i).toFixed(6);
        return `${date},${close},${close},${close},${close},1000`;
      });
      place.data('bars', csv(...rows), `${symbol}.csv`);
    }
  });
  afterAll(() => place.remove());

  const RANGE = ['--from', '2016-06-06', '--to', '2016-07-29', '--data', 'bars'];
  const factor = (...args: string[]) => JSON.parse(place.cream('factor', ...args, ...RANGE, '--json').stdout);

  it('says how an indicator orders the returns that follow', () => {
    const study = factor('return_1', '--symbols', 'AAA,BBB,CCC,DDD', '--horizons', '1,5');
    expect(study).toMatchObject({
      ...{ indicator: 'return_1', transform: 'none', interval: '1d', delay: 1, meanSymbols: 4 },
      horizons: [
        { horizon: 1, hitRate: 1 },
        { horizon: 5, hitRate: 1 },
      ],
    });
    for (const { meanRankIc, dates, coefficients } of study.horizons) {
      expect(meanRankIc).toBeCloseTo(1, 9);
      expect(coefficients).toHaveLength(dates);
    }
    // The last value whose return over the next bar but one is there lies two bars before the last.
    expect(study.horizons[0].coefficients.at(-1).time.slice(0, 10)).toBe(DATES.at(-3));
    expect(place.cream('factor', 'return_1', '--symbols', 'AAA,BBB,CCC,DDD', ...RANGE).stdout).toMatch(
      /^return_1 over 4 symbols, 1d bars from 2016-06-06 to 2016-07-29: 4\.0 symbols a date\n +horizon +dates +rank IC/,
    );
  });

  it('reads nothing later than it is asked to', () => {
    const early = factor('return_1', '--symbols', 'AAA,BBB,CCC,DDD', '--horizons', '1', '--as-of', '2016-07-01');
    const late = factor('return_1', '--symbols', 'AAA,BBB,CCC,DDD', '--horizons', '1');
    const times = early.horizons[0].coefficients;
    expect(times.at(-1).time < '2016-07-01').toBe(true);
    expect(late.horizons[0].coefficients.slice(0, times.length)).toEqual(times);
  });

  it('counts who was a member of a universe then', () => {
    mkdirSync(place.path, { recursive: true });
    writeFileSync(
      join(place.path, 'spells.csv'),
      'symbol,from,to\nAAA,2016-01-04,\nBBB,2016-01-04,\nCCC,2016-01-04,\nDDD,2016-01-04,2016-07-01\n',
    );
    writeFileSync(join(place.path, 'idx.json'), JSON.stringify({ source: { kind: 'index', index: 'IDX' } }));
    place.cream('universe', 'import', 'constituents', 'IDX', 'spells.csv');
    place.cream('universe', 'put', 'idx', 'idx.json');
    const study = factor('return_1', '--universe', 'idx', '--horizons', '1');
    expect(study.symbols).toEqual(['AAA', 'BBB', 'CCC', 'DDD']);
    expect(study.meanSymbols).toBeGreaterThan(3);
    expect(study.meanSymbols).toBeLessThan(4);
  });

  it.each([
    ['an indicator there is not', ['luck', '--symbols', 'AAA,BBB,CCC'], 'luck is no indicator: choose from'],
    ['nobody', ['rsi_14'], 'either --symbols AAPL,MSFT,IBM or --universe ID'],
    ['one symbol', ['rsi_14', '--symbols', 'AAA'], '1 symbols, at least 3 are needed'],
    ['a symbol there is not', ['rsi_14', '--symbols', 'AAA,BBB,NOPE'], 'NOPE'],
    ['a universe there is not', ['rsi_14', '--universe', 'nope'], 'unknown universe "nope"'],
    ['no horizon', ['rsi_14', '--symbols', 'AAA,BBB,CCC', '--horizons', '0'], '--horizons 0 are no bars'],
    [
      'an unknown transform',
      ['rsi_14', '--symbols', 'AAA,BBB,CCC', '--transform', 'magic'],
      'choose from none, change',
    ],
    ['dates the wrong way round', ['rsi_14', '--symbols', 'AAA,BBB,CCC', '--to', '2016-01-01'], 'swap them'],
  ])('asked about %s answers one line and exit code 2', (_, args, text) => {
    const { code, line } = refusal(place.cream('factor', ...RANGE, ...args, '--json'));
    expect(code).toBe(2);
    expect(line).toContain(text);
  });
});
