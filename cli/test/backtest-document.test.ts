import { Decimal } from '@cream/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, csv, Workplace } from './support.js';

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HASH = /^[0-9a-f]{64}$/;
const CYCLE = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

interface Trade {
  readonly side: string;
  readonly quantity: string;
  readonly price: string;
  readonly fees: string;
  readonly decidedAt: string;
  readonly filledAt: string;
  readonly cycleId: string;
  readonly decisionId: string;
}

interface RunDocument {
  readonly run: { readonly id: string; readonly from: string; readonly to: string } & Record<
    'cycles' | 'wallSeconds' | 'cyclesPerSecond',
    number
  >;
  readonly account: Record<'initialEquity' | 'finalEquity' | 'cash', string>;
  readonly metrics: Record<'totalReturn' | 'cagr' | 'calmar' | 'maxDrawdown', number> &
    Record<'maxDrawdownFrom' | 'maxDrawdownTo', string>;
  readonly decisions: Record<string, number>;
  readonly consensus: Record<string, number>;
  readonly trades: readonly Trade[];
}

/** The document programs read. Every field is held to what it means; a new field has to be added here. */
describe.runIf(BUILT)('cream backtest --json', () => {
  const place = new Workplace();
  let document: RunDocument;
  beforeAll(() => {
    const { code, stdout, stderr } = place.cream(
      ...[
        'backtest',
        '--symbols',
        'aapl',
        '--from',
        '2015-06-01',
        '--to',
        '2015-09-30',
        '--cash',
        '50000.50',
        '--json',
      ],
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    document = JSON.parse(stdout);
  }, 60_000);
  afterAll(() => place.remove());

  it('has these fields and no others', () => {
    const number = expect.any(Number);
    const metrics = {
      totalReturn: number,
      cagr: number,
      annualVolatility: number,
      sharpe: number,
      sortino: number,
      calmar: number,
      maxDrawdown: number,
      maxDrawdownFrom: expect.stringMatching(INSTANT),
      maxDrawdownTo: expect.stringMatching(INSTANT),
      winRate: number,
      profitFactor: number,
      trades: number,
      omega: number,
      tailRatio: number,
      valueAtRisk: number,
      conditionalValueAtRisk: number,
      alpha: number,
      beta: number,
      informationRatio: number,
      trackingError: number,
      expectancy: number,
      payoffRatio: number,
      turnover: number,
      exposure: number,
      probabilisticSharpe: number,
      stability: number,
    };
    // Who buys once and holds has won and lost nothing yet.
    const held = { ...metrics, winRate: null, profitFactor: null, expectancy: null, payoffRatio: null, trades: 0 };
    // The run's benchmark, which is bought by nobody.
    const itself = { alpha: null, beta: null, informationRatio: null, trackingError: null };
    const price = expect.stringMatching(DECIMAL);
    expect(document).toEqual({
      run: {
        id: expect.stringMatching(/^bt-\d{8}-\d{6}-[0-9a-f]{4}$/),
        status: 'COMPLETED',
        error: null,
        mode: 'BACKTEST',
        strategy: 'agents',
        parameters: {},
        quantity: null,
        allowShort: null,
        slippageBps: '1',
        feeBps: '0',
        symbols: ['AAPL'],
        contextSymbols: ['SPX'],
        from: '2015-06-01T20:00:00.000Z',
        to: '2015-09-30T20:00:00.000Z',
        barInterval: 'ONE_DAY',
        cycles: 86,
        configHash: expect.stringMatching(HASH),
        dataHash: expect.stringMatching(HASH),
        wallSeconds: number,
        cpuSeconds: number,
        cyclesPerSecond: number,
      },
      account: { initialEquity: '50000.5', finalEquity: price, cash: price },
      metrics,
      // An index is never sold, so that no trade of it is won or lost.
      benchmark: { name: 'SPX', metrics: { ...held, ...itself, turnover: null, exposure: null } },
      buyAndHold: { name: 'buy and hold AAPL', metrics: held },
      decisions: {
        BUY: number,
        SELL: number,
        HOLD: number,
        INCREASE: number,
        REDUCE: number,
        CLOSE: number,
        NO_TRADE: number,
      },
      consensus: { approved: number, revised: number, rejected: number },
      trades: document.trades.map(() => ({
        symbol: 'AAPL',
        side: expect.stringMatching(/^(BUY|SELL)$/),
        quantity: price,
        price,
        fees: price,
        decidedAt: expect.stringMatching(INSTANT),
        filledAt: expect.stringMatching(INSTANT),
        cycleId: expect.stringMatching(CYCLE),
        decisionId: expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{8}\/AAPL$/),
        reason: expect.stringMatching(/^(ENTRY|STOP|TARGET|CLOSE|REDUCE)$/),
      })),
      events: [],
      recordHash: expect.stringMatching(HASH),
    });
  });

  it('counts one decision and one consensus for each cycle', () => {
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(sum(document.decisions)).toBe(document.run.cycles);
    expect(sum(document.consensus)).toBe(document.run.cycles);
    const { cycles, wallSeconds, cyclesPerSecond } = document.run;
    expect(cyclesPerSecond).toBeCloseTo(cycles / wallSeconds, 9);
  });

  it('has a return that is its final equity over its initial one', () => {
    const { initialEquity, finalEquity } = document.account;
    expect(document.metrics.totalReturn).toBeCloseTo(Number(finalEquity) / Number(initialEquity) - 1, 12);
    expect(document.metrics.calmar).toBeCloseTo(document.metrics.cagr / document.metrics.maxDrawdown, 9);
    expect(document.metrics.maxDrawdownFrom < document.metrics.maxDrawdownTo).toBe(true);
  });

  it('has trades that account for the cash to the last digit', () => {
    const { trades, account } = document;
    expect(trades.length).toBeGreaterThan(2);
    const cash = trades.reduce((left, { side, quantity, price, fees }) => {
      const value = new Decimal(quantity).times(price);
      return (side === 'BUY' ? left.minus(value) : left.plus(value)).minus(fees);
    }, new Decimal(account.initialEquity));
    expect(cash.toFixed()).toBe(account.cash);
    for (const { decidedAt, filledAt, cycleId, decisionId } of trades) {
      expect(decidedAt < filledAt).toBe(true);
      expect(decisionId).toBe(`${cycleId}/AAPL`);
      expect(cycleId.slice(0, 16)).toBe(decidedAt.replaceAll(/[-:]|\.000/g, ''));
    }
  });

  it('has the same record and other times the second time', () => {
    const { id, from, to } = document.run;
    const again = JSON.parse(
      place.cream('backtest', '--from', from.slice(0, 10), '--to', to.slice(0, 10), '--cash', '50000.5', '--json')
        .stdout,
    );
    expect(again.run.id).not.toBe(id);
    const { run: _, ...rest } = document;
    expect(again).toMatchObject(rest);
  });

  it('says null where a number is not defined, never 0 or NaN', () => {
    const data = place.data('one bar', csv('2016-03-01,10,12,9,11,1000'));
    const { stdout } = place.cream('backtest', '--data', data, '--data-dir', 'one', '--json');
    const { run, account, metrics, benchmark, trades } = JSON.parse(stdout);
    expect(run).toMatchObject({ cycles: 1, contextSymbols: [] });
    expect(account).toEqual({ initialEquity: '100000', finalEquity: '100000', cash: '100000' });
    expect(metrics).toMatchObject({ totalReturn: null, sharpe: null, maxDrawdownFrom: null, winRate: null, trades: 0 });
    expect(benchmark.name).toBe('buy and hold AAPL');
    expect(trades).toEqual([]);
  });

  it('is the same document for a strategy without agents, whose decisions are none', () => {
    const { stdout } = place.cream('backtest', '--strategy', 'buy-and-hold', '--data-dir', 'held', '--json');
    const held = JSON.parse(stdout);
    expect(Object.keys(held)).toEqual(Object.keys(document));
    expect(held.run).toMatchObject({ strategy: 'buy-and-hold', cycles: 1260 });
    expect(held.metrics).toEqual(held.buyAndHold.metrics);
    expect(held.recordHash).toMatch(HASH);
  });
});
