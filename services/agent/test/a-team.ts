import { create } from '@bufbuild/protobuf';
import { constraintReport, Decimal, dec, defaultLimits } from '@cream/domain';
import { type DecisionPlan, type Objection, type ProposeRequest, ReviewRequestSchema } from '@cream/proto/decision';
import { AS_OF_MS } from '@cream/testing';
import type { ApproverPolicy } from '../src/app/role-policy.js';
import { criticPolicy } from '../src/roles/critic/policy.js';
import { riskManagerPolicy } from '../src/roles/risk-manager/policy.js';
import { atOnce } from './a-market.js';
import { propose } from './a-trader.js';

/** A proposal and what each approver objects to. */
export interface Round {
  readonly plan: DecisionPlan;
  readonly riskManager: readonly Objection[];
  readonly critic: readonly Objection[];
}

export interface Desk {
  /** USD that risk finds AAPL to cost; the briefing's own price unless told otherwise. */
  readonly price?: string;
}

/** Rounds of proposal and review, as the orchestrator leads them, until nobody objects or three are over. */
export function deliberate(request: ProposeRequest, desk: Desk = {}): Round[] {
  const rounds: Round[] = [];
  for (let iteration = 1; iteration <= 3; iteration++) {
    const last = rounds.at(-1);
    const objections = last === undefined ? [] : [...last.riskManager, ...last.critic];
    if (last !== undefined && objections.length === 0) break;
    const again = last === undefined ? {} : { previous: last.plan };
    rounds.push(review(request, propose({ ...request, ...again, objections, iteration }), desk));
  }
  return rounds;
}

function review({ briefing, reports, theses, decisionRules }: ProposeRequest, plan: DecisionPlan, desk: Desk): Round {
  if (briefing?.portfolio === undefined) throw new Error('the briefing has a portfolio');
  const briefed = briefing.facts.find(({ kind }) => kind === 'price.last')?.value;
  const price = desk.price ?? (briefed?.case === 'decimal' ? briefed.value.value : undefined);
  const report = constraintReport({
    plan,
    portfolio: briefing.portfolio,
    limits: defaultLimits(),
    prices: new Map(price === undefined ? [] : [['AAPL', new Decimal(price)]]),
    asOfMs: AS_OF_MS,
  });
  const asked = { plan, theses, reports, constraintReport: report, briefing };
  const question = create(ReviewRequestSchema, decisionRules === undefined ? asked : { ...asked, decisionRules });
  const objectionsOf = (policy: ApproverPolicy) =>
    atOnce(policy.review(question)).answers.flatMap((answer) => answer.objections);
  return { plan, riskManager: objectionsOf(riskManagerPolicy), critic: objectionsOf(criticPolicy) };
}

/** Units of AAPL that a plan's one decision orders when it is sized in percent of equity. */
export function unitsOf(plan: DecisionPlan, equity: number, price: number): number {
  const pct = dec(plan.decisions[0]?.size?.value, 'size');
  return pct.div(100).times(equity).div(price).floor().toNumber();
}
