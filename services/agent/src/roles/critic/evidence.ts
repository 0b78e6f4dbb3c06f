import { enlarges, objection, roleName, underlyingOf } from '@cream/domain';
import type { Claim, Decision, Objection, Report, Thesis } from '@cream/proto/decision';
import type { FactIndex } from '../../evidence/fact-index.js';
import { unsupportedNumbers } from '../../evidence/number-check.js';

/**
 * What is wrong with the evidence of a decision: claims that cite nothing or a fact that is not there, and numbers that no
 * cited fact states. The claims of reports and theses count only for what opens or enlarges a position, because nothing
 * else rests on them. Whether the decision's own claims are founded is a decision rule and not looked at again.
 */
export function evidenceObjections(
  index: FactIndex,
  decision: Decision,
  reports: readonly Report[],
  theses: readonly Thesis[],
): Objection[] {
  const { decisionId } = decision;
  const found = numberObjections(index, { decisionId, list: 'claims', claims: decision.claims });
  if (!enlarges(decision.action)) return found;
  const symbol = underlyingOf(decision.instrument);
  for (const { role, claims, symbol: about } of [...reports, ...theses]) {
    if (about !== symbol) continue;
    const statement = { decisionId, list: `${roleName(role)}.claims`, claims };
    found.push(...unfoundedObjections(index, statement), ...numberObjections(index, statement));
  }
  return found;
}

/** Claims somebody made, and the decision they bear on. */
interface Statement {
  readonly decisionId: string;
  /** Where the claims stand, for people. */
  readonly list: string;
  readonly claims: readonly Claim[];
}

function unfoundedObjections(index: FactIndex, { decisionId, list, claims }: Statement): Objection[] {
  return claims.flatMap(({ factIds }, i) => {
    const missing = factIds.find((id) => index.get(id) === undefined);
    if (factIds.length > 0 && missing === undefined) return [];
    return objection({
      code: 'CLAIM_UNFOUNDED',
      field: `${list}[${i}].fact_ids`,
      observed: missing ?? '',
      expected: 'ids of facts in the briefing',
      text: missing === undefined ? 'the claim cites no fact' : 'the cited fact is not in the briefing',
      decisionId,
    });
  });
}

function numberObjections(index: FactIndex, { decisionId, list, claims }: Statement): Objection[] {
  return claims.flatMap(({ text, factIds }, i) => {
    const unsupported = unsupportedNumbers(
      text,
      factIds.flatMap((id) => index.get(id) ?? []),
    ).join(', ');
    if (unsupported === '') return [];
    return objection({
      code: 'CLAIM_NUMBER',
      field: `${list}[${i}].text`,
      observed: unsupported,
      expected: 'numbers of the cited facts',
      text: `no cited fact states ${unsupported}`,
      decisionId,
    });
  });
}
