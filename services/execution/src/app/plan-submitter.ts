import {
  canonicalBytes,
  Decimal,
  dec,
  enlarges,
  orderQuantity,
  orderSide,
  planHash,
  sameBytes,
  sha256,
  symbolOf,
  timestamp,
} from '@cream/domain';
import { type Client, invalidArgument, unavailable } from '@cream/grpc';
import {
  CheckVerdict,
  type ConstraintReport,
  type Decision,
  type DecisionPlan,
  type Verdict,
  VerdictSchema,
} from '@cream/proto/decision';
import type { MarketDataService } from '@cream/proto/market';
import {
  type DecisionOutcome,
  type Refusal,
  type RiskService,
  type SubmitPlanRequest,
  type SubmitPlanResponse,
  TradingStateKind,
} from '@cream/proto/trading';
import type { ApproverKeys } from '@cream/runtime';
import type { AccountBook } from './account-book.js';
import type { Accounts } from './accounts.js';
import { decisionRefusal, ordersSomething } from './decision-checks.js';
import { firstOrderId, intendedOrders } from './order-intents.js';
import type { OrderSender } from './order-sender.js';
import { equityOf, portfolioOf } from './portfolio-view.js';
import { allRefused, outcome, refusal } from './refusal.js';
import { tradingRefusal } from './trading-refusal.js';
import { verdictRefusal } from './verdict-checks.js';

interface Facts {
  readonly plan: DecisionPlan;
  readonly book: AccountBook;
  readonly report: ConstraintReport;
  readonly trading: TradingStateKind;
  readonly prices: ReadonlyMap<string, Decimal>;
  readonly minRewardRisk: Decimal;
}

/** Turns an approved plan into orders, once. */
export class PlanSubmitter {
  constructor(
    private readonly accounts: Accounts,
    private readonly approvers: ApproverKeys,
    private readonly sender: OrderSender,
    private readonly market: Pick<Client<typeof MarketDataService>, 'getSnapshot'>,
    private readonly risk: Pick<Client<typeof RiskService>, 'check' | 'getTradingState'>,
  ) {}

  /**
   * Answers every decision with its orders or a refusal. A plan whose verdicts do not hold changes nothing. The orders,
   * the used nonces and the answer are stored before the first order is sent.
   * @throws ConnectError when the broker does not answer: submitted again, the plan sends what was not sent
   */
  async submit(book: AccountBook, request: SubmitPlanRequest): Promise<SubmitPlanResponse> {
    const { plan, verdicts, limits } = request;
    if (plan === undefined) throw invalidArgument('plan', 'is required');
    if (limits === undefined) throw invalidArgument('limits', 'is required');
    const { accountId } = book.settings;
    const digest = planHash(plan);
    const verdictDigest = digestOf(verdicts);
    await this.sender.resend(book);
    const known = await this.accounts.store.submission(accountId, digest);
    if (known !== undefined && sameBytes(known.verdicts, verdictDigest)) {
      return { ...(await this.asItIs(book, known.response)), replayed: true };
    }
    const approval = { plan, planHash: digest, verdicts };
    const refused =
      verdictRefusal(approval, await this.approvers.all(), book) ??
      (known && refusal('NONCE_USED', 'this plan was submitted with other verdicts')) ??
      (await this.nonceRefusal(accountId, verdicts));
    if (refused !== undefined) return response(allRefused(plan, refused));

    const portfolio = portfolioOf(book);
    const asOf = timestamp(book.clockMs);
    const [{ report }, trading, prices] = await Promise.all([
      this.risk.check({ plan, portfolio, limits, asOf }),
      this.tradingState(plan),
      this.prices(plan, book.clockMs),
    ]);
    if (report === undefined) throw unavailable('risk answered without a report');
    const minRewardRisk = dec(limits.minRewardRisk, 'limits.min_reward_risk');
    const facts = { plan, book, report, trading, prices, minRewardRisk };
    const outcomes: DecisionOutcome[] = [];
    for (const decision of plan.decisions) outcomes.push(await this.decide(decision, facts));
    const answer = response(outcomes, report);
    const nonces = verdicts.map(({ nonce }) => nonce);
    await this.accounts.save(book, { planHash: digest, verdicts: verdictDigest, nonces, response: answer });
    await this.sender.send(book);
    return this.asItIs(book, answer);
  }

  /** An answer with its orders as they are now. */
  private async asItIs(book: AccountBook, answer: SubmitPlanResponse): Promise<SubmitPlanResponse> {
    const outcomes: DecisionOutcome[] = [];
    for (const one of answer.outcomes) {
      const orders = await Promise.all(one.orders.map(({ orderId }) => this.accounts.order(book, orderId)));
      outcomes.push({ ...one, orders });
    }
    return { ...answer, outcomes };
  }

  private async decide(decision: Decision, facts: Facts): Promise<DecisionOutcome> {
    const { plan, book, prices, minRewardRisk } = facts;
    const symbol = symbolOf(decision.instrument);
    const price = prices.get(symbol);
    const refused =
      decisionRefusal(decision, plan, { book, price, minRewardRisk }) ??
      orderRefusal(decision, facts.trading) ??
      limitRefusal(decision, facts.report) ??
      (await this.sentBefore(decision, book));
    if (refused !== undefined) return outcome(decision.decisionId, [], refused);
    const held = book.units(symbol);
    const side = orderSide(decision.action, held);
    if (side === undefined) return outcome(decision.decisionId, []);
    const size = orderQuantity(decision, price, equityOf(book), held);
    if (size.quantity === undefined) {
      return outcome(decision.decisionId, [], refusal(size.refusal.code, size.refusal.text));
    }
    const orders = intendedOrders({
      decision,
      cycleId: plan.cycleId,
      side,
      quantity: size.quantity,
      timeMs: book.clockMs,
    });
    for (const order of orders) book.put(order);
    return outcome(decision.decisionId, orders);
  }

  private async nonceRefusal(accountId: string, verdicts: readonly Verdict[]): Promise<Refusal | undefined> {
    const nonces = verdicts.map(({ nonce }) => nonce);
    const used = await this.accounts.store.anyNonceUsed(accountId, nonces);
    return used ? refusal('NONCE_USED', 'a verdict was used for another plan before') : undefined;
  }

  private async sentBefore(decision: Decision, book: AccountBook): Promise<Refusal | undefined> {
    if (!ordersSomething(decision)) return undefined;
    const order = await this.accounts.store.order(book.settings.accountId, firstOrderId(decision));
    return order && refusal('RULE_BROKEN', `the decision was sent before as ${order.orderId}`);
  }

  private async tradingState(plan: DecisionPlan): Promise<TradingStateKind> {
    if (!plan.decisions.some(ordersSomething)) return TradingStateKind.ACTIVE;
    const { state } = await this.risk.getTradingState({});
    return state?.state ?? TradingStateKind.UNSPECIFIED;
  }

  private async prices(plan: DecisionPlan, clockMs: number): Promise<Map<string, Decimal>> {
    const symbols = [...new Set(plan.decisions.filter(ordersSomething).map(({ instrument }) => symbolOf(instrument)))];
    if (symbols.length === 0) return new Map();
    const { snapshots } = await this.market.getSnapshot({ symbols, asOf: timestamp(clockMs) });
    return new Map(
      snapshots.flatMap(({ symbol, quote }) => (quote?.last === undefined ? [] : [[symbol, dec(quote.last)] as const])),
    );
  }
}

function orderRefusal(decision: Decision, state: TradingStateKind): Refusal | undefined {
  return ordersSomething(decision) ? tradingRefusal(state, enlarges(decision.action)) : undefined;
}

function limitRefusal({ decisionId }: Decision, report: ConstraintReport): Refusal | undefined {
  if (report.approvedDecisionIds.includes(decisionId)) return undefined;
  const failed = report.checks.filter(
    (check) => check.verdict === CheckVerdict.FAIL && (check.decisionId === decisionId || check.decisionId === ''),
  );
  const codes = failed.map(({ code }) => code).join(', ');
  return refusal('LIMIT_EXCEEDED', codes === '' ? 'risk does not approve the decision' : `over the limit: ${codes}`);
}

/** The same whatever order the verdicts come in. */
function digestOf(verdicts: readonly Verdict[]): Uint8Array {
  const ordered = [...verdicts].sort((a, b) => a.role - b.role);
  return sha256(Buffer.concat(ordered.map((verdict) => sha256(canonicalBytes(VerdictSchema, verdict)))));
}

function response(outcomes: DecisionOutcome[], report?: ConstraintReport): SubmitPlanResponse {
  const answer: SubmitPlanResponse = { $typeName: 'cream.trading.v1.SubmitPlanResponse', outcomes, replayed: false };
  return report === undefined ? answer : { ...answer, report };
}
