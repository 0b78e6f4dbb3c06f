import { enlarges, objection, roleName, underlyingOf } from '@cream/domain';
import type { Claim, Decision, Objection, Report, Thesis } from '@cream/proto/decision';
import type { FactIndex } from '../../evidence/fact-index.js';
import { unsupportedNumbers } from '../../evidence/number-check.js';

/**
 * What is wrong with the evidence of a decision: claims that cite nothing or a fact that is not there, and numbers that no
 * cited fact states. The claims of reports and theses count only for what opens or enlarges a position, because nothing
 * else rests on them.
 */
export function evidenceObjections(
  index: FactIndex,
  decision: Decision,
  reports: readonly Report[],
  theses: readonly Thesis[],
): Objection[] {
  const found = check(index, decision.decisionId, 'claims', decision.claims);
  if (!enlarges(decision.action)) return found;
  const symbol = underlyingOf(decision.instrument);
  for (const report of reports) {
    if (report.symbol !== symbol) continue;
    found.push(...check(index, decision.decisionId, `report of ${roleName(report.role)}: claims`, report.claims));
  }
  for (const thesis of theses) {
    if (thesis.symbol !== symbol) continue;
    found.push(...check(index, decision.decisionId, `thesis of ${roleName(thesis.role)}: claims`, thesis.claims));
  }
  return found;
}

function check(index: FactIndex, decisionId: string, list: string, claims: readonly Claim[]): Objection[] {
  return claims.flatMap((claim, i): Objection[] => {
    const missing = claim.factIds.find((id) => index.get(id) === undefined);
    if (claim.factIds.length === 0 || missing !== undefined) {
      return [
        objection({
          code: 'CLAIM_UNFOUNDED',
          field: `${list}[${i}].fact_ids`,
          observed: missing ?? '',
          expected: 'ids of facts in the briefing',
          text: missing === undefined ? 'the claim cites no fact' : 'the cited fact is not in the briefing',
          decisionId,
        }),
      ];
    }
    const cited = claim.factIds.flatMap((id) => index.get(id) ?? []);
    const unsupported = unsupportedNumbers(claim.text, cited);
    if (unsupported.length === 0) return [];
    return [
      objection({
        code: 'CLAIM_NUMBER',
        field: `${list}[${i}].text`,
        observed: unsupported.join(', '),
        expected: 'numbers of the cited facts',
        text: `no cited fact states ${unsupported.join(', ')}`,
        decisionId,
      }),
    ];
  });
}
