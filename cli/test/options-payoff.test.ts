import { afterAll, describe, expect, it, vi } from 'vitest';
import { BUILT, refusal, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** `cream options payoff` as a user runs it. Needs the build. */
describe.runIf(BUILT)('cream options payoff', () => {
  const place = new Workplace();
  afterAll(() => place.remove());
  const payoff = (...args: string[]) => {
    const { code, stdout, stderr } = place.cream('options', 'payoff', ...args, '--json');
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  };

  // Options Industry Council, strategy guide: debit 140, width 1000.
  it('of a bull call spread is bounded both ways, and asks for nothing but its debit', () => {
    const legs = ['--leg', '+1 AAPL460119C00100000@2.50', '--leg', '-1 AAPL460119C00110000@1.10'];
    expect(payoff(...legs, '--spot', '105')).toMatchObject({
      ...{ underlying: 'AAPL', strategy: 'bull-call-spread', units: 1, cost: 140 },
      ...{ maximumProfit: 860, maximumLoss: 140, breakEvens: [101.4] },
      payoff: [
        { spot: 100, profit: -140 },
        { spot: 101.4, profit: 0 },
        { spot: 105, profit: 360 },
        { spot: 110, profit: 860 },
      ],
      margin: { initial: '0', maintenance: '0' },
    });
  });

  // FINRA Rule 4210(f)(2): the credit, and 20 % of the underlying less what it is out of the money, at least 10 %.
  it('of a naked call has no bound, and asks for the rule’s margin', () => {
    expect(payoff('--leg', '-1 AAPL460119C00110000@1.10', '--spot', '100')).toMatchObject({
      ...{ strategy: 'short-call', cost: -110, maximumProfit: 110, maximumLoss: 'unbounded', breakEvens: [111.1] },
      margin: { initial: '1110', maintenance: '1110', parts: [{ rule: 'naked-call' }] },
    });
  });

  it('counts shares beside options, and the units of an adjusted contract', () => {
    expect(payoff('--leg', '-1 AAPL460119C00110000@1.10', '--shares', '100@98.50')).toMatchObject({
      ...{
        strategy: 'covered-call',
        cost: 9740,
        maximumProfit: 1260,
        maximumLoss: 9740,
        breakEvens: [97.4],
        margin: null,
      },
    });
    // Roots with an X are no units; a broad index asks for 15 % (Cboe margin manual).
    expect(payoff('--leg', '+1 XOM460119C00100000@2.50')).toMatchObject({ underlying: 'XOM', cost: 250 });
    expect(payoff('--leg', '-1 SPXW460119C06000000@20.00', '--spot', '6000')).toMatchObject({
      ...{ underlying: 'SPX', margin: { initial: '92000' } },
    });
    expect(payoff('--leg', '+1 NFLX1460119P00100000@2.00x150')).toMatchObject({ underlying: 'NFLX', cost: 300 });
    expect(payoff('--leg', '+2 AAPL1460119P00100000@2.00x150')).toMatchObject({
      strategy: 'long-put',
      units: 2,
      cost: 600,
    });
  });

  it('is told to people', () => {
    const { stdout } = place.cream('options', 'payoff', '--leg', '-1 AAPL460119C00110000@1.10', '--spot', '100');
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      'AAPL short-call',
      '  received        110.00',
      '  greatest profit 110.00',
      '  greatest loss   without bound',
      '  breaks even at  111.1',
      '  margin          1110.00 to open, 1110.00 from then on',
    ]);
  });

  it.each([
    ['nothing', [], '--leg is missing'],
    ['no leg', ['--leg', 'luck'], '--leg luck is no leg: write it as'],
    ['no contracts', ['--leg', '+0 AAPL460119C00100000@2.50'], 'is no leg'],
    ['orders for the terminal', ['--leg', '\u001b[31m'], '--leg [31m is no leg'],
    ['a day there is not', ['--leg', '+1 AAPL460230C00100000@2.50'], '2046-02-30'],
    [
      'an adjusted contract of unknown size',
      ['--leg', '+1 AAPL1460119C00100000@2.50'],
      'add x and the units of a contract',
    ],
    [
      'two expirations',
      ['--leg', '+1 AAPL460119C00100000@2', '--leg', '-1 AAPL460219C00100000@3'],
      '2 different times',
    ],
    [
      'two underlyings',
      ['--leg', '+1 AAPL460119C00100000@2', '--leg', '-1 MSFT460119C00100000@3'],
      'one underlying a position',
    ],
    ['a price of nothing', ['--leg', '+1 AAPL460119C00100000@2', '--spot', '0'], '--spot 0 is no price'],
    ['shares that are none', ['--leg', '+1 AAPL460119C00100000@2', '--shares', 'many'], '--shares many are no shares'],
  ])('of %s is one line and exit code 2', (_, args, text) => {
    const { code, line } = refusal(place.cream('options', 'payoff', ...args, '--json'));
    expect(code).toBe(2);
    expect(line).toContain(text);
  });
});
