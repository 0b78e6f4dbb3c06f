import { create } from '@bufbuild/protobuf';
import { decimalFact, labelFact } from '@cream/domain';
import {
  AnalyzeRequestSchema,
  ArgueRequestSchema,
  type DecisionRules,
  type ProposeRequest,
  ProposeRequestSchema,
  type Report,
  type Thesis,
} from '@cream/proto/decision';
import { type Briefing, type Fact, Trust } from '@cream/proto/knowledge';
import type { Portfolio, Position } from '@cream/proto/portfolio';
import { AS_OF_MS, aBriefing, aPortfolio, someRules } from '@cream/testing';
import type { AnalystPolicy, ResearcherPolicy } from '../src/app/role-policy.js';
import { bearPolicy } from '../src/roles/bear/policy.js';
import { bullPolicy } from '../src/roles/bull/policy.js';
import { fundamentalsPolicy } from '../src/roles/fundamentals/policy.js';
import { newsPolicy } from '../src/roles/news/policy.js';
import { technicalPolicy } from '../src/roles/technical/policy.js';

const frame = (subject: string, kind: string) => ({
  subject,
  kind,
  asOf: AS_OF_MS,
  trust: Trust.DERIVED,
  source: { service: 'test', ref: 'test' },
});

export const number = (kind: string, value: number | string, subject = 'AAPL'): Fact =>
  decimalFact({ ...frame(subject, kind), value, unit: '' });

export const label = (kind: string, value: string, subject = 'AAPL'): Fact =>
  labelFact({ ...frame(subject, kind), value });

/** A quiet uptrend at 100: every average below the price. */
export function uptrend(): Fact[] {
  return [
    number('price.last', 100),
    number('indicator.sma_20', '98.5'),
    number('indicator.sma_50', 96),
    number('indicator.sma_200', 90),
    number('indicator.ema_9', '99.1'),
    number('indicator.ema_21', '98.2'),
    number('indicator.atr_14', 2),
    number('indicator.rsi_14', '61.37'),
    number('indicator.macd_12_26', '1.1'),
    number('indicator.macd_signal_9', '0.9'),
    number('indicator.macd_histogram', '0.2'),
    number('indicator.return_20', '0.0531'),
    number('regime.confidence', '0.8'),
    label('regime.label', 'BULL_TREND'),
    number('level.support', '96.1'),
  ];
}

/** The uptrend's mirror image at 100. */
export function downtrend(): Fact[] {
  return [
    number('price.last', 100),
    number('indicator.sma_20', '101.5'),
    number('indicator.sma_50', 104),
    number('indicator.sma_200', 110),
    number('indicator.ema_9', '100.9'),
    number('indicator.ema_21', '101.8'),
    number('indicator.atr_14', 2),
    number('indicator.rsi_14', '38.6'),
    number('indicator.macd_12_26', '-1.1'),
    number('indicator.macd_signal_9', '-0.9'),
    number('indicator.return_20', '-0.0531'),
    number('regime.confidence', '0.8'),
    label('regime.label', 'BEAR_TREND'),
  ];
}

/** What the orchestrator briefs of a position. */
export function positionFacts({ quantity, averageCost, stop, target }: Position): Fact[] {
  const stated = { quantity, average_cost: averageCost, stop, target };
  return Object.entries(stated).flatMap(([name, value]) => (value ? number(`position.${name}`, value.value) : []));
}

export function briefingWith(facts: Fact[], portfolio: Portfolio = aPortfolio()): Briefing {
  return aBriefing({ facts, portfolio });
}

export function analyze(policy: AnalystPolicy, briefing: Briefing): Report[] {
  return atOnce(policy.analyze(create(AnalyzeRequestSchema, { briefing })));
}

export function argue(
  policy: ResearcherPolicy,
  briefing: Briefing,
  reports: Report[],
  opponent: Thesis[] = [],
): Thesis[] {
  return atOnce(policy.argue(create(ArgueRequestSchema, { briefing, reports, opponent })));
}

/** Everything the trader gets to see of a briefing. */
export function debated(briefing: Briefing, rules: DecisionRules = someRules()): ProposeRequest {
  const reports = [technicalPolicy, newsPolicy, fundamentalsPolicy].flatMap((policy) => analyze(policy, briefing));
  const theses = [bullPolicy, bearPolicy].flatMap((policy) => argue(policy, briefing, reports));
  return create(ProposeRequestSchema, { briefing, reports, theses, decisionRules: rules, iteration: 1 });
}

/** The answer of a policy by rules, which never has to wait. */
export function atOnce<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new Error('a policy by rules answers at once');
  return answer;
}

/** Freezes messages through and through, bytes excepted, which JavaScript cannot freeze. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
