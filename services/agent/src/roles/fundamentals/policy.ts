import { create } from '@bufbuild/protobuf';
import { type Claim, type Report, ReportSchema, Role, Stance } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { AnalystPolicy } from '../../app/role-policy.js';
import { bearish, bullish, citing, neutral, percent } from '../../evidence/claim.js';
import { FactIndex, reading } from '../../evidence/fact-index.js';
import { abstention, balance } from '../../evidence/report.js';
import { backdropClaims } from './backdrop.js';

/** Growth is known to everybody and priced in part: as much as one confirmation of the chart. */
const GROWTH_WEIGHT = 0.3;

/** The fundamentals analyst by rules: the market behind the symbol and, where there are any, the company's own numbers. */
export const fundamentalsPolicy: AnalystPolicy = {
  role: Role.FUNDAMENTALS,
  policy: 'rules',
  version: 'fundamentals-rules-1',
  duty: 'analyze',
  analyze: ({ briefing }) => {
    if (briefing === undefined) return [];
    const index = FactIndex.of(briefing);
    const backdrop = backdropClaims(index);
    return briefing.symbols.map((symbol) => report(index, symbol, backdrop));
  },
};

function report(index: FactIndex, symbol: string, backdrop: readonly Claim[]): Report {
  const claims = [...index.startingWith(symbol, 'fundamental.').map(weigh), ...backdrop];
  if (claims.length === 0) {
    return abstention(Role.FUNDAMENTALS, symbol, 'neither fundamental nor market facts in the briefing');
  }
  return create(ReportSchema, {
    role: Role.FUNDAMENTALS,
    symbol,
    claims,
    summary: `${symbol}: ${balance(claims)}.`,
    detail: {
      case: 'fundamentals',
      value: {
        drivers: textsOf(claims, Stance.BULLISH),
        headwinds: textsOf(claims, Stance.BEARISH),
        macro: backdrop.map((claim) => claim.text).join('; '),
      },
    },
  });
}

/** Growth speaks by its sign. Other numbers need a comparison that no source provides, so they are only put on record. */
function weigh(fact: Fact): Claim {
  const growth = fact.kind.endsWith('_growth') ? reading(fact) : undefined;
  if (growth === undefined || growth.value === 0) return neutral(0)`A ${fact.kind} is on record${citing(fact)}`;
  return growth.value > 0
    ? bullish(GROWTH_WEIGHT)`Growth of ${percent(growth)} is reported`
    : bearish(GROWTH_WEIGHT)`Growth of ${percent(growth)} is reported`;
}

function textsOf(claims: readonly Claim[], stance: Stance): string[] {
  return claims.filter((claim) => claim.stance === stance).map((claim) => claim.text);
}
