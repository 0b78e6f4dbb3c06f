import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { constraintReport, Decimal, dec, equity, millis, symbolOf, timestamp, wire } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import type { DecisionPlan, Verdict } from '@cream/proto/decision';
import {
  type Bar,
  type CorporateAction,
  type CorporateAction_Kind,
  CorporateActionSchema,
  type GetBarsRequest,
  type GetSnapshotRequest,
  type MarketDataService,
} from '@cream/proto/market';
import {
  CancelOrderRequestSchema,
  type CheckRequest,
  GetPortfolioRequestSchema,
  type Limits,
  ListFillsRequestSchema,
  ListOrdersRequestSchema,
  OpenAccountRequestSchema,
  type Order,
  OrderStatus,
  ReconcileRequestSchema,
  type RiskService,
  StreamOrderUpdatesRequestSchema,
  SubmitPlanRequestSchema,
  TradingStateKind,
} from '@cream/proto/trading';
import { ApproverKeys } from '@cream/runtime';
import { openDatabase } from '@cream/storage';
import {
  AS_OF_MS,
  aBar,
  aDecision,
  aPlan,
  aVerdict,
  bothVerdicts,
  DAY_MS,
  someLimits,
  testKeyRing,
} from '@cream/testing';
import { onTestFinished } from 'vitest';
import { ExecutionStore } from '../src/adapters/execution-store.js';
import { SimulatedBroker } from '../src/adapters/simulated-broker.js';
import { Accounts } from '../src/app/accounts.js';
import { type Broker, Brokers } from '../src/app/broker.js';
import { effectiveMs } from '../src/app/corporate-actions.js';
import { OrderCanceler } from '../src/app/order-canceler.js';
import { OrderSender } from '../src/app/order-sender.js';
import { PlanSubmitter } from '../src/app/plan-submitter.js';
import { Reconciler } from '../src/app/reconciler.js';
import { ExecutionController } from '../src/rpc/execution.controller.js';

export const ACCOUNT = 'bt-20160301-210000-0001';
export { aDecision, equity, wire };

const HOUR_MS = 3_600_000;

/** The close of the day that many days after the builders' moment. */
export const day = (n: number): number => AS_OF_MS + n * DAY_MS;

/** A daily bar of AAPL: `prices` are open, high, low and close. */
export function dailyBar(n: number, prices: readonly [number, number, number, number]): Bar {
  const [open, high, low, close] = prices.map((price) => wire(price));
  const times = { start: timestamp(day(n) - 6.5 * HOUR_MS), end: timestamp(day(n)) };
  return aBar({ ...times, open, high, low, close } as Parameters<typeof aBar>[0]);
}

/** A split or a dividend that takes effect at the midnight in New York before a day's session. */
export function anAction(n: number, kind: CorporateAction_Kind, value: number | string): CorporateAction {
  const effectiveAt = timestamp(day(n) - 16 * HOUR_MS);
  const announcedAt = timestamp(day(n - 5));
  return create(CorporateActionSchema, { symbol: 'AAPL', kind, announcedAt, effectiveAt, value: wire(value) });
}

/** The hour of a session that ends that many hours before its close. */
export function hourlyBar(n: number, before: number, prices: readonly [number, number, number, number]): Bar {
  const endMs = day(n) - before * HOUR_MS;
  return { ...dailyBar(n, prices), start: timestamp(endMs - HOUR_MS), end: timestamp(endMs) };
}

/** Market data of the bars that the test adds, with AAPL at 100 on the builders' day. Every day is a session. */
class ScriptedMarket {
  readonly bars: Bar[] = [aBar()];
  readonly actions: CorporateAction[] = [];

  async getSessions() {
    const days = Array.from({ length: 30 }, (_, n) => day(n));
    return { sessions: days.map((ms) => ({ open: timestamp(ms - 6.5 * HOUR_MS), close: timestamp(ms) })) };
  }

  async getBars({ after, asOf }: GetBarsRequest) {
    const isNews = (ms: number) => ms > millis(after) && ms <= millis(asOf);
    const bars = this.bars.filter((bar) => isNews(millis(bar.end)));
    const actions = this.actions.filter((action) => isNews(effectiveMs(action)));
    return { series: [{ symbol: 'AAPL', bars, actions }] };
  }

  /** Whatever is asked for costs the same. */
  async getSnapshot({ symbols, asOf }: GetSnapshotRequest) {
    const last = wire(this.price(millis(asOf)));
    return { snapshots: symbols.map((symbol) => ({ symbol, quote: { last } })) };
  }

  price(asOfMs: number): Decimal {
    return dec(this.bars.filter((bar) => millis(bar.end) <= asOfMs).at(-1)?.close);
  }
}

/**
 * The service over a database of its own, with market data and a risk service that the test scripts. Its broker is the
 * simulated one unless the test brings another.
 */
export async function runExecution(dataDir = dataDirectory(), broker?: Broker) {
  const database = await openDatabase({
    path: join(dataDir, 'execution.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'normal',
  });
  onTestFinished(() => database.close());
  const market = new ScriptedMarket();
  let trading = TradingStateKind.ACTIVE;
  const risk = {
    async check({ plan, portfolio, limits, asOf }: CheckRequest) {
      if (!plan || !portfolio || !limits) throw new Error('incomplete request');
      const asOfMs = millis(asOf);
      const prices = new Map(plan.decisions.map(({ instrument }) => [symbolOf(instrument), market.price(asOfMs)]));
      return { report: constraintReport({ plan, portfolio, limits, prices, asOfMs }) };
    },
    async getTradingState() {
      return { state: { state: trading } };
    },
  };
  const store = new ExecutionStore(database);
  const marketClient = market as unknown as Client<typeof MarketDataService>;
  const riskClient = risk as unknown as Client<typeof RiskService>;
  const serving = broker ?? new SimulatedBroker(marketClient);
  const brokers = new Brokers(new Map([Mode.BACKTEST, Mode.PAPER].map((mode) => [mode, serving])));
  const accounts = new Accounts(store, brokers);
  const sender = new OrderSender(accounts, brokers, riskClient);
  const approvers = new ApproverKeys(async () => testKeyRing());
  const rpc = new ExecutionController(
    accounts,
    new Reconciler(brokers, sender),
    new PlanSubmitter(accounts, approvers, sender, marketClient, riskClient),
    new OrderCanceler(accounts, brokers),
  );
  return {
    market,
    database,
    store,
    rpc,
    setTrading: (state: TradingStateKind) => {
      trading = state;
    },
    open: (overrides: MessageInitShape<typeof OpenAccountRequestSchema> = {}) =>
      rpc.openAccount(
        create(OpenAccountRequestSchema, {
          accountId: ACCOUNT,
          mode: Mode.BACKTEST,
          broker: { cash: wire(100_000), slippageBps: wire(0), feeBps: wire(0) },
          openedAt: timestamp(AS_OF_MS),
          ...overrides,
        } as MessageInitShape<typeof OpenAccountRequestSchema>),
      ),
    submit: (plan: DecisionPlan, verdicts: Verdict[] = verdictsOn(plan), limits: Limits = someLimits()) =>
      rpc.submitPlan(create(SubmitPlanRequestSchema, { accountId: ACCOUNT, plan, verdicts, limits })),
    reconcile: async (n: number, after?: number) => {
      const { portfolio, fills, events } = await rpc.reconcile(
        create(ReconcileRequestSchema, {
          accountId: ACCOUNT,
          asOf: timestamp(day(n)),
          ...(after === undefined ? {} : { after: timestamp(day(after)) }),
        }),
      );
      const told = fills.map((fill) => `${fill.reason} ${fill.quantity?.value} @ ${fill.price?.value}`);
      return { portfolio, fills: told, events };
    },
    orders: async () => (await rpc.listOrders(create(ListOrdersRequestSchema, { accountId: ACCOUNT }))).orders,
    listFills: () => rpc.listFills(create(ListFillsRequestSchema, { accountId: ACCOUNT })),
    fills: async () => (await rpc.listFills(create(ListFillsRequestSchema, { accountId: ACCOUNT }))).fills,
    cancel: (orderId: string) => rpc.cancelOrder(create(CancelOrderRequestSchema, { accountId: ACCOUNT, orderId })),
    portfolio: async () =>
      (await rpc.getPortfolio(create(GetPortfolioRequestSchema, { accountId: ACCOUNT }))).portfolio,
    updates: async (resumeToken = 0n) => {
      const request = create(StreamOrderUpdatesRequestSchema, { accountId: ACCOUNT, resumeToken });
      const seen = [];
      const context = { signal: new AbortController().signal, headers: new Headers() };
      for await (const update of rpc.streamOrderUpdates(request, context as never)) seen.push(update);
      return seen;
    },
  };
}

/** A folder that goes away with the test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-execution-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Both approvals of a plan, valid at the plan's time. */
export function verdictsOn(plan: DecisionPlan): Verdict[] {
  const issuedAt = plan.asOf;
  const expiresAt = timestamp(millis(plan.asOf) + 3_600_000);
  return bothVerdicts(plan).map(({ role }) =>
    aVerdict({ plan, role }, { expiresAt, ...(issuedAt === undefined ? {} : { issuedAt }) }),
  );
}

/** Orders in the words of their states. */
export const states = (orders: readonly Order[] = []): string[] => orders.map(({ status }) => OrderStatus[status]);

/** A plan at the close of a day in a cycle of its own. */
export function planOn(n: number, decision: Parameters<typeof aDecision>[0] = {}): DecisionPlan {
  const cycleId = `cycle-${n}`;
  return aPlan({
    cycleId,
    planId: `${cycleId}/plan-1`,
    asOf: timestamp(day(n)),
    decisions: [aDecision({ decisionId: `${cycleId}/AAPL`, ...decision })],
  });
}
