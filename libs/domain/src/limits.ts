import { CheckVerdict, type ConstraintCheck, type Decision, type DecisionPlan, EntryType } from '@cream/proto/decision';
import type { Portfolio } from '@cream/proto/portfolio';
import type { Limits } from '@cream/proto/trading';
import { canonicalText, type Decimal, dec, decIfReadable, QUOTIENT_DIGITS, type WireDecimal, wire } from './decimal.js';
import { directionAfter } from './direction.js';
import { DomainError } from './errors.js';
import { type Exposure, exposureOf } from './exposure.js';
import { symbolOf } from './instrument.js';
import {
  type HoldingAfter,
  notional,
  type Prices,
  type Projection,
  projectPortfolio,
  worstUnits,
} from './projection.js';
import { rewardRisk, rewardRiskAtLeast } from './reward-risk.js';
import { enlarges } from './sizing.js';

/** One upper limit: what is observed of a subject, in which unit, against which number. */
interface UpperLimit<Subject> {
  readonly code: string;
  readonly unit: string;
  readonly limit: (limits: Limits) => WireDecimal | undefined;
  readonly observe: (subject: Subject, equity: Decimal | undefined) => Decimal | undefined;
}

const INSTRUMENT_LIMITS: readonly UpperLimit<HoldingAfter>[] = [
  {
    code: 'INSTRUMENT_UNITS',
    unit: 'units',
    limit: (limits) => limits.instrumentUnits,
    observe: (holding) => worstUnits(holding)?.abs(),
  },
  {
    code: 'INSTRUMENT_NOTIONAL',
    unit: 'USD',
    limit: (limits) => limits.instrumentNotional,
    observe: worstNotional,
  },
  {
    code: 'INSTRUMENT_PCT_EQUITY',
    unit: 'percent',
    limit: (limits) => limits.instrumentPctEquity,
    observe: (holding, equity) => (equity?.gt(0) ? worstNotional(holding)?.times(100).div(equity) : undefined),
  },
];

const PORTFOLIO_LIMITS: readonly UpperLimit<Exposure>[] = [
  {
    code: 'PORTFOLIO_GROSS',
    unit: 'USD',
    limit: (limits) => limits.grossNotional,
    observe: (exposure) => exposure.gross,
  },
  {
    code: 'PORTFOLIO_NET',
    unit: 'USD',
    limit: (limits) => limits.netNotional,
    observe: (exposure) => exposure.net,
  },
  {
    code: 'PORTFOLIO_LEVERAGE',
    unit: 'ratio',
    limit: (limits) => limits.leverage,
    observe: (exposure) => exposure.leverage,
  },
];

/**
 * Every limit with what was observed, on the positions after the plan at the newest prices, with what is held and on
 * order counted in: first each decision's checks, in the plan's order, then those of the portfolio.
 *
 * Whatever is above a limit, or cannot be observed (no price, no positive equity), FAILs what opens or enlarges a
 * position. It only WARNs what keeps or shrinks one: a limit must never stand in the way of getting smaller.
 *
 * @param prices newest knowable price of one unit by symbol
 * @throws DomainError on a missing instrument, a missing limit, or a malformed decimal
 */
export function checkLimits(
  plan: DecisionPlan,
  portfolio: Portfolio,
  limits: Limits,
  prices: Prices,
): ConstraintCheck[] {
  const projection = projectPortfolio(portfolio, plan, prices);
  const exposure = exposureOf(projection.holdings.values(), projection.equity);
  const planEnlarges = plan.decisions.some((decision) => enlarges(decision.action));
  return [
    ...plan.decisions.flatMap((decision) => checkDecision(decision, projection, limits)),
    ...PORTFOLIO_LIMITS.map((limit) =>
      checkUpper(limit, exposure, projection.equity, limits, planEnlarges, 'portfolio'),
    ),
  ];
}

function checkDecision(decision: Decision, projection: Projection, limits: Limits): ConstraintCheck[] {
  const symbol = symbolOf(decision.instrument);
  const holding = projection.holdings.get(symbol);
  if (holding === undefined) throw new DomainError('PROJECTION_INCOMPLETE', `${symbol} was not projected`);
  const larger = enlarges(decision.action);
  const checks = INSTRUMENT_LIMITS.map((limit) => ({
    ...checkUpper(limit, holding, projection.equity, limits, larger, symbol),
    decisionId: decision.decisionId,
  }));
  const refusal = projection.orders.get(decision)?.refusal;
  if (refusal !== undefined) checks.push(failed(decision, 'ORDER_SIZE', 'units', refusal.text));
  if (larger) checks.push(checkStop(decision), checkRewardRisk(decision, holding, limits));
  return checks;
}

function checkUpper<Subject>(
  rule: UpperLimit<Subject>,
  subject: Subject,
  equity: Decimal | undefined,
  limits: Limits,
  larger: boolean,
  name: string,
): ConstraintCheck {
  const limit = dec(rule.limit(limits), rule.code);
  const observed = rule.observe(subject, equity);
  const beyond = larger ? CheckVerdict.FAIL : CheckVerdict.WARN;
  const check = constraintCheck(rule.code, rule.unit);
  check.limit = wire(limit);
  if (observed === undefined) {
    check.verdict = beyond;
    check.text = `${name}: cannot be observed, because a price or a positive equity is missing`;
    return check;
  }
  const within = observed.lte(limit);
  check.observed = wire(shown(observed));
  check.verdict = within ? CheckVerdict.PASS : beyond;
  check.text = `${name}: ${check.observed.value} ${rule.unit} after the trade, ${within ? 'within' : 'above'} ${check.limit.value}`;
  return check;
}

function checkStop(decision: Decision): ConstraintCheck {
  const stop = decIfReadable(decision.riskLevels?.stop);
  if (stop === undefined) {
    return failed(decision, 'STOP_REQUIRED', 'USD', 'what opens or enlarges a position needs a stop');
  }
  return { ...passed(decision, 'STOP_REQUIRED', 'USD', `stop at ${canonicalText(stop)}`), observed: wire(stop) };
}

/** A market entry is judged at the newest price, a limit entry at its limit, the worst price it can fill at. */
function checkRewardRisk(decision: Decision, holding: HoldingAfter, limits: Limits): ConstraintCheck {
  const minimum = dec(limits.minRewardRisk, 'REWARD_RISK');
  const entry = decision.entry?.type === EntryType.LIMIT ? decIfReadable(decision.entry.limit) : holding.price;
  const stop = decIfReadable(decision.riskLevels?.stop);
  const target = decIfReadable(decision.riskLevels?.target);
  const direction = directionAfter(decision.action, holding.held);
  const ratio = entry && stop && target ? rewardRisk(direction, entry, stop, target) : undefined;
  if (!entry || !stop || !target || ratio === undefined) {
    const text = 'no reward/risk: it needs an entry price with stop and target on their sides of it';
    return { ...failed(decision, 'REWARD_RISK', 'ratio', text), limit: wire(minimum) };
  }
  const enough = rewardRiskAtLeast(minimum, direction, entry, stop, target);
  const text = `reward/risk ${canonicalText(ratio)} at ${canonicalText(entry)}, at least ${canonicalText(minimum)} is needed`;
  const check = (enough ? passed : failed)(decision, 'REWARD_RISK', 'ratio', text);
  return { ...check, observed: wire(ratio), limit: wire(minimum) };
}

function worstNotional(holding: HoldingAfter): Decimal | undefined {
  return notional(holding, worstUnits(holding))?.abs();
}

/** Quotients never end; exact amounts are seldom finer than this. */
function shown(observed: Decimal): Decimal {
  return observed.toDecimalPlaces(QUOTIENT_DIGITS);
}

function passed(decision: Decision, code: string, unit: string, text: string): ConstraintCheck {
  return { ...constraintCheck(code, unit), decisionId: decision.decisionId, verdict: CheckVerdict.PASS, text };
}

function failed(decision: Decision, code: string, unit: string, text: string): ConstraintCheck {
  return { ...constraintCheck(code, unit), decisionId: decision.decisionId, verdict: CheckVerdict.FAIL, text };
}

function constraintCheck(code: string, unit: string): ConstraintCheck {
  return {
    $typeName: 'cream.decision.v1.ConstraintCheck',
    code,
    decisionId: '',
    verdict: CheckVerdict.FAIL,
    unit,
    text: '',
  };
}
