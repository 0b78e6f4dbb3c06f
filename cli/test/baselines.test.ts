import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, csv, Workplace } from './support.js';

const DAY_MS = 86_400_000;
const CLOSED = new Set(['2016-02-15', '2016-03-25', '2016-05-30']);

interface Day {
  readonly date: string;
  readonly open: number;
  readonly close: number;
}

/** Sessions from February 2016 on whose prices swing about a hundred, in whole cents. */
function swinging(count: number, period: number): Day[] {
  const days: Day[] = [];
  let before = 100;
  for (let ms = Date.UTC(2016, 1, 1); days.length < count; ms += DAY_MS) {
    const date = new Date(ms).toISOString().slice(0, 10);
    const weekday = new Date(ms).getUTCDay();
    if (weekday === 0 || weekday === 6 || CLOSED.has(date)) continue;
    const close =
      Math.round(10_000 + 900 * Math.sin((days.length * 2 * Math.PI) / period) + (days.length % 7) * 11) / 100;
    days.push({ date, open: Math.round(before * 100 + 13) / 100, close });
    before = close;
  }
  return days;
}

const file = (days: readonly Day[]) =>
  csv(
    ...days.map(({ date, open, close }) =>
      [date, open, Math.max(open, close) + 0.25, Math.min(open, close) - 0.25, close, 1000].join(','),
    ),
  );

/** The same strategy once more, in the plainest way: one share at the open after a cross, both ways, 5 bp of fees. */
function expected(days: readonly Day[], fast: number, slow: number) {
  const mean = (end: number, length: number) =>
    days.slice(end - length + 1, end + 1).reduce((sum, { close }) => sum + close, 0) / length;
  const trades: { side: string; price: string; day: string }[] = [];
  let [cash, units, side, wanted] = [100_000, 0, 0, 0];
  for (const [n, { date, open }] of days.entries()) {
    if (wanted !== units) {
      for (const change of units === 0 ? [wanted] : [-units, wanted]) {
        cash -= change * open + Math.ceil(Number((open * 500).toFixed(3))) / 1e6;
        trades.push({ side: change > 0 ? 'BUY' : 'SELL', price: String(open), day: date });
      }
      units = wanted;
    }
    if (n < slow - 1) continue;
    const now = Math.sign(mean(n, fast) - mean(n, slow));
    if (now !== 0 && now !== side) {
      if (side !== 0) wanted = now;
      side = now;
    }
  }
  return { trades, cash, equity: cash + units * (days.at(-1)?.close ?? 0) };
}

/** The command as a user runs it. Needs the build. */
describe.runIf(BUILT)('cream backtest --strategy', () => {
  let place: Workplace;
  beforeAll(() => {
    place = new Workplace();
  });
  afterAll(() => place.remove());

  const backtest = (data: string, ...args: string[]) => {
    const { code, stdout, stderr } = place.cream('backtest', '--data', data, ...args, '--json');
    expect([stderr, code]).toEqual(['', 0]);
    return JSON.parse(stdout);
  };

  it('sma-cross trades one share at the next open after a cross, both ways, and marks it at the last close', () => {
    const days = swinging(80, 30);
    const data = place.data('swing', file(days));
    const run = backtest(
      data,
      ...'--strategy sma-cross --param fast=3 --param slow=12'.split(' '),
      ...'--quantity 1 --allow-short --fee-bps 5 --cash 100000'.split(' '),
    );
    const { trades, cash, equity } = expected(days, 3, 12);
    expect(trades.length).toBeGreaterThan(6);
    expect(
      run.trades.map(({ side, price, filledAt }: Record<string, string>) => ({
        side,
        price,
        day: filledAt?.slice(0, 10),
      })),
    ).toEqual(trades);
    expect(run.trades[0]).toMatchObject({ quantity: '1', cycleId: '', decisionId: '', reason: 'ENTRY' });
    expect(Number(run.account.cash)).toBeCloseTo(cash, 6);
    expect(Number(run.account.finalEquity)).toBeCloseTo(equity, 6);
    expect(run.run).toMatchObject({
      strategy: 'sma-cross',
      parameters: { fast: 3, slow: 12 },
      quantity: '1',
      allowShort: true,
      slippageBps: '0',
      feeBps: '5',
    });
    expect(place.cream('show', run.run.id, '--json').stdout).toBe(`${JSON.stringify(run, null, 2)}\n`);
  });

  it.each(['buy-and-hold', 'macd', 'rsi', 'kdj-rsi', 'zscore-reversion', 'bollinger'])(
    '%s runs on the same engine, beside buy-and-hold',
    (strategy) => {
      const data = place.data('swing', file(swinging(80, 30)));
      const run = backtest(data, '--strategy', strategy, '--slippage-bps', '2', '--allow-short');
      expect(run.run).toMatchObject({ strategy, slippageBps: '2', feeBps: '0', cycles: 80 });
      expect(run.trades.length).toBeGreaterThan(0);
      expect(run.buyAndHold.name).toBe('buy and hold AAPL');
      expect(run.recordHash).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('gives each of several symbols its share of the cash', () => {
    place.data('two', file(swinging(60, 20)));
    const data = place.data('two', file(swinging(60, 35)), 'MSFT.csv');
    const run = backtest(data, '--strategy', 'buy-and-hold');
    expect(run.trades.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['AAPL', 'MSFT']);
    for (const { quantity, price } of run.trades) expect(Math.abs(quantity * price - 50_000)).toBeLessThan(101);
  });

  it('charges the agents what the run says too', () => {
    const data = place.data('swing', file(swinging(80, 30)));
    const run = backtest(data, '--slippage-bps', '7', '--fee-bps', '3');
    expect(run.run).toMatchObject({ strategy: 'agents', slippageBps: '7', feeBps: '3', parameters: {} });
    expect(run.trades.length).toBeGreaterThan(0);
    for (const { quantity, price, fees } of run.trades) expect(Number(fees)).toBeCloseTo(quantity * price * 0.0003, 5);
  });

  it.each([
    ['an unknown parameter', ['--strategy', 'sma-cross', '--param', 'fst=3'], /choose from fast \(10\), slow \(50\)/],
    ['a parameter out of range', ['--strategy', 'rsi', '--param', 'period=0'], /period must be a whole number/],
    ['a parameter that is no number', ['--strategy', 'rsi', '--param', 'period'], /--param period is not name=number/],
    ['a parameter of the agents', ['--param', 'fast=3'], /the agents decide by themselves/],
    ['a negative fee', ['--fee-bps', '-1'], /fee-bps/],
    ['a quantity of nothing', ['--strategy', 'rsi', '--quantity', '0'], /trades nothing/],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    const { code, lines } = place.cream('backtest', ...args);
    expect(lines.join('\n')).toMatch(text);
    expect([lines.length, code]).toEqual([1, 2]);
  });
});
