import { create } from '@bufbuild/protobuf';
import {
  type Decision,
  type DecisionPlan,
  type DecisionRules,
  type ProposeRequest,
  ProposeRequestSchema,
  type Setup,
  type Thesis,
} from '@cream/proto/decision';
import type { Briefing, Fact } from '@cream/proto/knowledge';
import type { Portfolio } from '@cream/proto/portfolio';
import { aPortfolio, aPosition, aReport, type PositionStory, someRules, theses } from '@cream/testing';
import { traderPolicy } from '../src/roles/trader/policy.js';
import { atOnce, briefingWith, number, positionFacts } from './a-market.js';

export interface Story {
  /** Bull minus bear conviction, around 0.5. */
  readonly delta: number;
  readonly facts?: Fact[];
  readonly portfolio?: Portfolio;
  readonly setup?: Setup;
  readonly rules?: DecisionRules;
}

export const propose = (request: ProposeRequest): DecisionPlan => atOnce(traderPolicy.propose(request));

/** AAPL at 100 with ATR 14 at 2. */
export const priced = (): Fact[] => [number('price.last', 100), number('indicator.atr_14', 2)];

/** A debate that ended with a delta; both sides cite the briefing's first fact, if there is one. */
export function debateOn(briefing: Briefing, delta: number): Thesis[] {
  const factIds = briefing.facts.slice(0, 1).map(({ id }) => id);
  return theses(delta).map((thesis) => ({ ...thesis, claims: thesis.claims.map((claim) => ({ ...claim, factIds })) }));
}

/** What the trader is asked after such a debate. What the portfolio holds is briefed as facts too. */
export function requestOf({ delta, facts = priced(), portfolio = aPortfolio(), setup, rules }: Story): ProposeRequest {
  const briefing = briefingWith([...facts, ...portfolio.positions.flatMap(positionFacts)], portfolio);
  return create(ProposeRequestSchema, {
    briefing,
    theses: debateOn(briefing, delta),
    reports: setup === undefined ? [] : [aReport({ claims: [], detail: { case: 'technical', value: { setup } } })],
    decisionRules: rules ?? someRules(),
    iteration: 1,
  });
}

/** The one decision of the proposal. */
export function decisionOn(story: Story): Decision {
  return only(propose(requestOf(story)));
}

export function only({ decisions }: DecisionPlan): Decision {
  const [decision, ...others] = decisions;
  if (decision === undefined || others.length > 0) throw new Error(`${decisions.length} decisions, not one`);
  return decision;
}

/** An account of exactly 100,000 USD that holds AAPL: a unit at 100 is a thousandth of it. */
export function holding(position: PositionStory, overrides: Partial<Parameters<typeof aPortfolio>[0]> = {}): Portfolio {
  return aPortfolio({ positions: [aPosition(position)], equity: 100_000, ...overrides });
}
