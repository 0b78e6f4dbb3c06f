import type { DecisionPlan, Objection } from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import { hex, sameHash, type WireHash } from '../hash.js';
import { symbolOf } from '../instrument.js';
import { modeName } from '../names.js';
import { objection } from '../objection.js';
import { millis, sameTime, type Timestamp } from '../time.js';
import type { PlanRule } from './rule-case.js';

/** PLAN_BRIEFING_MISMATCH: a plan is about the briefing it was made from and no other. */
const planIsAboutBriefing: PlanRule = (plan, briefing) =>
  [
    {
      field: 'briefing_hash',
      same: sameHash(plan.briefingHash, briefing.hash),
      observed: hashText(plan.briefingHash),
      expected: hashText(briefing.hash),
    },
    {
      field: 'cycle_id',
      same: plan.cycleId === briefing.cycleId,
      observed: plan.cycleId,
      expected: briefing.cycleId,
    },
    {
      field: 'mode',
      same: plan.mode === briefing.mode,
      observed: modeName(plan.mode),
      expected: modeName(briefing.mode),
    },
    {
      field: 'as_of',
      same: plan.asOf !== undefined && sameTime(plan.asOf, briefing.asOf),
      observed: timeText(plan.asOf),
      expected: timeText(briefing.asOf),
    },
  ]
    .filter(({ same }) => !same)
    .map(({ field, observed, expected }) =>
      objection({
        code: 'PLAN_BRIEFING_MISMATCH',
        field,
        observed,
        expected,
        text: `${field} of the plan is not the briefing's`,
      }),
    );

/** DUPLICATE_DECISION: one decision per id and per instrument. */
const oneDecisionPerInstrument: PlanRule = (plan: DecisionPlan, _briefing: Briefing): Objection[] => {
  const ids = new Set<string>();
  const symbols = new Set<string>();
  const found: Objection[] = [];
  for (const { decisionId, instrument } of plan.decisions) {
    if (instrument?.kind.case === undefined) continue;
    const symbol = symbolOf(instrument);
    if (ids.has(decisionId) || symbols.has(symbol)) {
      const text = `a second decision on ${symbol}`;
      found.push(
        objection({ code: 'DUPLICATE_DECISION', field: 'decision_id', observed: decisionId, text, decisionId }),
      );
    }
    ids.add(decisionId);
    symbols.add(symbol);
  }
  return found;
};

export const PLAN_RULES: readonly PlanRule[] = [planIsAboutBriefing, oneDecisionPerInstrument];

function hashText(hash: WireHash | undefined): string {
  return hash === undefined ? '' : hex(hash.sha256);
}

function timeText(time: Timestamp | undefined): string {
  return time === undefined ? '' : new Date(millis(time)).toISOString();
}
