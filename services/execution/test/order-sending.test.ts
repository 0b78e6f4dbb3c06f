import { Decimal, equity, millis, wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { Action, Direction } from '@cream/proto/decision';
import { OrderStatus, TradingStateKind } from '@cream/proto/trading';
import { aDecision } from '@cream/testing';
import { describe, expect, it, vi } from 'vitest';
import { ACCOUNT, dataDirectory, day, planOn, runExecution, states, verdictsOn } from './run-execution.js';
import { ScriptedBroker } from './scripted-broker.js';

const SENT = ['ACCEPTED', 'INTENDED', 'INTENDED'];
const UNSENT = ['INTENDED', 'INTENDED', 'INTENDED'];

async function opened(broker = new ScriptedBroker(), dataDir = dataDirectory()) {
  const execution = await runExecution(dataDir, broker);
  await execution.open();
  return { ...execution, broker, restart: () => runExecution(dataDir, broker) };
}

/** A plan that buys AAPL and MSFT. */
function twoEntries() {
  const plan = planOn(0);
  const second = aDecision({ decisionId: 'cycle-0/MSFT', instrument: equity('MSFT') });
  return { ...plan, decisions: [...plan.decisions, second] };
}

/** An entry that fills at the broker at 100 when the account is next worked. */
function fillEntry(broker: ScriptedBroker, orderId: string): void {
  broker.happens = (book, untilMs) => {
    const fill = { buy: true, quantity: new Decimal(90), price: new Decimal(100), fees: new Decimal(0) };
    book.apply('AAPL', [{ kind: 'FILL', reason: 'ENTRY', orderId, ...fill }], untilMs);
    broker.happens = () => undefined;
  };
}

describe('an order on its way', () => {
  it('is on the disk, with its protection, the answer and the used nonces, before the broker sees it', async () => {
    const { broker, store, submit, orders } = await opened();
    const verdicts = verdictsOn(planOn(0));
    const seen: unknown[] = [];
    broker.arrives = async ({ orderId }) => {
      const nonces = await Promise.all(verdicts.map(({ nonce }) => store.anyNonceUsed(ACCOUNT, [nonce])));
      const all = await store.orders(ACCOUNT, '');
      seen.push(all[0]?.orderId === orderId, states(all), nonces, all[0]?.brokerOrderId);
    };
    const { outcomes } = await submit(planOn(0), verdicts);
    expect(seen).toEqual([true, UNSENT, [true, true], '']);
    expect(states(outcomes[0]?.orders)).toEqual(SENT);
    expect(broker.received).toEqual([`${outcomes[0]?.orders[0]?.clientOrderId} +2`]);
    expect(await orders()).toEqual(outcomes[0]?.orders);
    expect(outcomes[0]?.orders[0]?.brokerOrderId).toBe('far-1');
  });

  describe.each([
    ['before the broker has it', 'lost'],
    ['before the service knows that the broker has it', 'unheard'],
  ] as const)('whose service dies %s', (_, how) => {
    it.each([
      ['reconciled', async (revived: Awaited<ReturnType<typeof runExecution>>) => revived.reconcile(0)],
      ['sent its plan again', async (revived: Awaited<ReturnType<typeof runExecution>>) => revived.submit(planOn(0))],
    ])('is sent under the same name when the account is %s, and is one order', async (_by, next) => {
      const { broker, submit, orders, restart } = await opened();
      broker.next.push(how);
      await expect(submit(planOn(0))).rejects.toMatchObject({ code: Code.Unavailable });
      expect(states(await orders())).toEqual(UNSENT);
      const revived = await restart();
      await next(revived);
      expect(states(await revived.orders())).toEqual(SENT);
      expect(broker.received).toHaveLength(2);
      expect(new Set(broker.received).size).toBe(1);
      expect([...broker.taken.values()]).toEqual(['far-1']);
      expect((await revived.orders())[0]?.brokerOrderId).toBe('far-1');
      await next(revived);
      expect(broker.received).toHaveLength(2);
    });
  });

  it('answers a plan that was cut off with its orders as they are by then', async () => {
    const { broker, submit, orders, restart } = await opened();
    broker.next.push('lost');
    await expect(submit(planOn(0))).rejects.toMatchObject({ code: Code.Unavailable });
    const revived = await restart();
    const again = await revived.submit(planOn(0));
    expect([again.replayed, states(again.outcomes[0]?.orders)]).toEqual([true, SENT]);
    fillEntry(broker, (await orders())[0]?.orderId ?? '');
    await revived.reconcile(1);
    const later = await revived.submit(planOn(0));
    expect(states(later.outcomes[0]?.orders)).toEqual(['FILLED', 'ACCEPTED', 'ACCEPTED']);
    expect(later.report).toEqual(again.report);
  });

  it('holds the clock while the broker is silent', async () => {
    const { broker, submit, reconcile, portfolio, orders } = await opened();
    broker.next.push('lost', 'lost', 'take');
    await expect(submit(planOn(0))).rejects.toMatchObject({ code: Code.Unavailable });
    await expect(reconcile(1)).rejects.toMatchObject({ code: Code.Unavailable });
    expect(millis((await portfolio())?.account?.asOf)).toBe(day(0));
    expect(states(await orders())).toEqual(UNSENT);
    expect(millis((await reconcile(1)).portfolio.account?.asOf)).toBe(day(1));
    expect(states(await orders())).toEqual(SENT);
    expect(new Set(broker.received).size).toBe(1);
  });

  it('keeps what the broker took before it fell silent', async () => {
    const { broker, submit, orders } = await opened();
    broker.next.push('take', 'lost');
    const plan = twoEntries();
    await expect(submit(plan)).rejects.toMatchObject({ code: Code.Unavailable });
    expect(states(await orders())).toEqual([...SENT, ...UNSENT]);
    const again = await submit(plan);
    expect(states(again.outcomes.flatMap((outcome) => outcome.orders))).toEqual([...SENT, ...SENT]);
    expect([broker.received.length, broker.taken.size]).toEqual([3, 2]);
  });
});

describe('the disk', () => {
  it('is written to twice for a plan that orders, once for one that does not, and one row for a quiet day', async () => {
    const { database, submit, reconcile } = await opened();
    const write = vi.spyOn(database, 'write');
    const rows = () => write.mock.calls.splice(0).map(([statements]) => statements.length);
    await submit(planOn(0));
    // Three orders with their events, two nonces, the answer, the account; then one order with its event, the account.
    expect(rows()).toEqual([9, 3]);
    await reconcile(1);
    expect(rows()).toEqual([1]);
    await submit(planOn(1, { action: Action.HOLD, direction: Direction.LONG, riskLevels: undefined }));
    expect(rows()).toEqual([3]);
  });
});

describe('an order the broker does not take', () => {
  it('ends with the words of the broker, and so does the protection that waited for it', async () => {
    const { broker, submit, reconcile, orders } = await opened();
    broker.next.push('reject');
    const { outcomes } = await submit(planOn(0));
    expect(states(outcomes[0]?.orders)).toEqual(['REJECTED', 'CANCELED', 'CANCELED']);
    expect(outcomes[0]?.orders[0]?.history.at(-1)?.text).toBe('the symbol is not tradable');
    expect(await orders()).toEqual(outcomes[0]?.orders);
    expect((await submit(planOn(0))).outcomes).toEqual(outcomes);
    expect(broker.received).toHaveLength(1);
    await reconcile(1);
    expect(states((await submit(planOn(1))).outcomes[0]?.orders)).toEqual(SENT);
  });
});

describe('trading that was halted after a crash', () => {
  async function crashed(how: 'lost' | 'unheard') {
    const before = await opened();
    before.broker.next.push(how);
    await expect(before.submit(planOn(0))).rejects.toMatchObject({ code: Code.Unavailable });
    return { ...(await before.restart()), broker: before.broker };
  }

  it.each([
    ['HALTED', TradingStateKind.HALTED],
    ['REDUCING', TradingStateKind.REDUCING],
    ['unknown', TradingStateKind.UNSPECIFIED],
  ])('calls off the entry that was not sent: %s', async (_, state) => {
    const { broker, setTrading, reconcile, orders } = await crashed('unheard');
    setTrading(state);
    await reconcile(1);
    expect(states(await orders())).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    expect(broker.canceled).toEqual([...broker.taken.keys()]);
    expect(broker.received).toHaveLength(1);
  });

  it('still sends what makes a position smaller when it is only reducing', async () => {
    const { broker, submit, reconcile, setTrading, orders } = await opened();
    await submit(planOn(0));
    fillEntry(broker, (await orders())[0]?.orderId ?? '');
    await reconcile(1);
    broker.next.push('lost');
    const close = planOn(1, { action: Action.CLOSE, direction: Direction.FLAT, riskLevels: undefined });
    await expect(submit(close)).rejects.toMatchObject({ code: Code.Unavailable });
    setTrading(TradingStateKind.REDUCING);
    await reconcile(1);
    expect(states(await orders())).toEqual(['FILLED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(broker.received.at(-1)).toMatch(/ \+0$/);
  });

  it('books the entry that had filled before it could be called off', async () => {
    const { broker, setTrading, reconcile, orders } = await crashed('unheard');
    setTrading(TradingStateKind.HALTED);
    broker.canceling = 'ended';
    fillEntry(broker, (await orders())[0]?.orderId ?? '');
    const { portfolio, fills } = await reconcile(1, 0);
    expect(fills).toEqual(['ENTRY 90 @ 100']);
    expect(portfolio.positions).toMatchObject([{ quantity: wire(90), protectedQuantity: wire(90) }]);
    expect(states(await orders())).toEqual(['FILLED', 'ACCEPTED', 'ACCEPTED']);
  });
});

describe('an order that is called off', () => {
  async function working() {
    const execution = await opened();
    const { outcomes } = await execution.submit(planOn(0));
    return { ...execution, entry: outcomes[0]?.orders[0] };
  }

  it('is taken back at the broker first', async () => {
    const { broker, cancel, orders, entry } = await working();
    const { order } = await cancel(entry?.orderId ?? '');
    expect(order.status).toBe(OrderStatus.CANCELED);
    expect(broker.canceled).toEqual([entry?.clientOrderId]);
    expect(states(await orders())).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    await expect(cancel(order.orderId)).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });

  it('stays as it is when it had ended there, or nobody answers', async () => {
    const { broker, cancel, orders, entry } = await working();
    broker.canceling = 'ended';
    await expect(cancel(entry?.orderId ?? '')).rejects.toMatchObject({ code: Code.FailedPrecondition });
    broker.canceling = 'lost';
    await expect(cancel(entry?.orderId ?? '')).rejects.toMatchObject({ code: Code.Unavailable });
    expect(states(await orders())).toEqual(SENT);
  });

  it('is taken back although nobody knows whether it ever arrived', async () => {
    const { broker, submit, cancel, orders } = await opened();
    broker.next.push('unheard');
    await expect(submit(planOn(0))).rejects.toMatchObject({ code: Code.Unavailable });
    await cancel((await orders())[0]?.orderId ?? '');
    expect(broker.canceled).toEqual([...broker.taken.keys()]);
    expect(states(await orders())).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
  });
});
