import { decisionId } from '../identity.js';
import type { DecisionRule } from './rule-case.js';

/** SYMBOL_UNKNOWN: only what the cycle was asked about is traded; context symbols are not. */
const symbolIsTraded: DecisionRule = ({ ticker, known }) => {
  if (known.briefing.symbols.includes(ticker)) return undefined;
  return {
    code: 'SYMBOL_UNKNOWN',
    field: 'instrument',
    observed: ticker,
    expected: known.briefing.symbols.join(', '),
    text: `${ticker} is not a symbol of this cycle`,
  };
};

/** DECISION_ID: `<cycle id>/<symbol>`, so that a revision and a retry are the same decision. */
const idIsDerived: DecisionRule = ({ decision, symbol, known }) => {
  const expected = decisionId(known.briefing.cycleId, symbol);
  if (decision.decisionId === expected) return undefined;
  const text = 'the decision id is not derived from cycle and symbol';
  return { code: 'DECISION_ID', field: 'decision_id', observed: decision.decisionId, expected, text };
};

/** CLAIM_UNFOUNDED: every claim cites facts, and every cited fact is in the briefing. */
const claimsRestOnFacts: DecisionRule = ({ decision, known }) => {
  const bare = decision.claims.findIndex((claim) => claim.factIds.length === 0);
  if (bare >= 0) return unfounded(bare, '', 'the claim cites no fact');
  const missing = decision.claims.map((claim) => claim.factIds.find((id) => !known.factIds.has(id)));
  const first = missing.findIndex((id) => id !== undefined);
  return first < 0 ? undefined : unfounded(first, missing[first] ?? '', 'the cited fact is not in the briefing');
};

function unfounded(index: number, observed: string, text: string) {
  return {
    code: 'CLAIM_UNFOUNDED',
    field: `claims[${index}].fact_ids`,
    observed,
    expected: 'ids of facts in the briefing',
    text,
  };
}

/** CONFIDENCE_RANGE: a confidence is a number from 0 to 1. */
const confidenceIsRatio: DecisionRule = ({ decision }) => {
  const { confidence } = decision;
  if (confidence >= 0 && confidence <= 1) return undefined;
  return {
    code: 'CONFIDENCE_RANGE',
    field: 'confidence',
    observed: String(confidence),
    expected: '0 to 1',
    text: 'the confidence is out of range',
  };
};

export const EVIDENCE_RULES: readonly DecisionRule[] = [
  symbolIsTraded,
  idIsDerived,
  claimsRestOnFacts,
  confidenceIsRatio,
];
