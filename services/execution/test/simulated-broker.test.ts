import { wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { EntryType, TimeInForce } from '@cream/proto/decision';
import { MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closeAfter, sessionCloses } from '../src/adapters/session-closes.js';
import { dataDirectory, day, hourlyBar, planOn, runExecution, states } from './run-execution.js';

const { DAY, GTC, IOC, FOK } = TimeInForce;
const HOURS = [6, 5, 4, 3, 2, 1, 0];

/** An account that wants to buy AAPL at 98 or better, the last price being 100. */
async function wanting(tif: TimeInForce) {
  const execution = await runExecution();
  await execution.open();
  const entry = { type: EntryType.LIMIT, tif, reference: wire(100), limit: wire(98) };
  const { outcomes } = await execution.submit(planOn(0, { entry }));
  expect(outcomes[0]?.refusal).toBeUndefined();
  /** A session whose hours stay away from 98 but for one. */
  const session = (n: number, cheapHour?: number) => {
    for (const before of HOURS) {
      execution.market.bars.push(hourlyBar(n, before, [100, 101, before === cheapHour ? 97 : 99, 100]));
    }
  };
  return { ...execution, session };
}

describe('a limit order over the hours of a session', () => {
  it('works for the day in every bar of its session', async () => {
    const { session, reconcile } = await wanting(DAY);
    session(1, 2);
    expect((await reconcile(0.875, 0)).portfolio.workingOrders).toHaveLength(1);
    expect((await reconcile(1, 0)).fills).toEqual(['ENTRY 90 @ 98']);
  });

  it('ends for the day at the close of its session, whenever the account is brought forward', async () => {
    const { session, reconcile, orders } = await wanting(DAY);
    session(1);
    session(2, 6);
    expect(await reconcile(2, 0)).toMatchObject({ fills: [], portfolio: { workingOrders: [], positions: [] } });
    const [entry, ...protection] = await orders();
    expect(states([...(entry ? [entry] : []), ...protection])).toEqual(['EXPIRED', 'CANCELED', 'CANCELED']);
    expect(entry?.history.at(-1)).toMatchObject({
      time: { seconds: BigInt(day(1) / 1000) },
      text: 'its session ended',
    });
  });

  it('ends for the day although its session has no bar', async () => {
    const { reconcile, orders } = await wanting(DAY);
    await reconcile(1);
    expect(states(await orders())).toEqual(['EXPIRED', 'CANCELED', 'CANCELED']);
  });

  it('ends with the session it was made in, not with the next one', async () => {
    const { market, open, submit, reconcile, orders } = await runExecution();
    await open();
    market.bars.push(hourlyBar(1, 3, [100, 101, 99, 100]), hourlyBar(1, 0, [100, 101, 99, 100]));
    await reconcile(0.875);
    const entry = { type: EntryType.LIMIT, tif: DAY, reference: wire(100), limit: wire(98) };
    const plan = planOn(0.875, { entry });
    expect((await submit(plan)).outcomes[0]?.refusal).toBeUndefined();
    await reconcile(1);
    expect(states(await orders())).toEqual(['EXPIRED', 'CANCELED', 'CANCELED']);
  });

  it('works on until it is canceled', async () => {
    const { session, reconcile } = await wanting(GTC);
    session(1);
    session(2, 6);
    expect((await reconcile(1)).portfolio.workingOrders).toHaveLength(1);
    expect((await reconcile(2, 1)).fills).toEqual(['ENTRY 90 @ 98']);
  });

  it.each([
    ['immediate or cancel', IOC],
    ['fill or kill', FOK],
  ])('has one bar: %s', async (_, tif) => {
    const { session, reconcile, orders } = await wanting(tif);
    session(1, 5);
    expect((await reconcile(1, 0)).fills).toEqual([]);
    expect(states(await orders())).toEqual(['EXPIRED', 'CANCELED', 'CANCELED']);
  });
});

describe('the end of a session', () => {
  it('is the first close after a time, and is never guessed', () => {
    const closes = [day(1), day(2)];
    expect([closeAfter(closes, day(1) - 1), closeAfter(closes, day(1))]).toEqual([day(1), day(2)]);
    expect(() => closeAfter(closes, day(2))).toThrow(expect.objectContaining({ code: Code.FailedPrecondition }));
  });

  it('is found across the longest closure there was', async () => {
    const calendar = await startEmbedded([marketDataService], { dataDir: dataDirectory(), logger: silentLogger() });
    onTestFinished(() => calendar.close());
    const lastClose = Date.UTC(2001, 8, 10, 20);
    const closes = await sessionCloses(calendar.clients.get(MarketDataService), [lastClose]);
    expect(new Date(closeAfter(closes, lastClose)).toISOString()).toBe('2001-09-17T20:00:00.000Z');
  });
});
