import { create } from '@bufbuild/protobuf';
import { type Claim, type Report, ReportSchema, type Role, Stance } from '@cream/proto/decision';

/** A report without evidence: it says why and claims nothing. */
export function abstention(role: Role, symbol: string, reason: string): Report {
  return create(ReportSchema, { role, symbol, abstained: { reason }, summary: `${symbol}: abstains, ${reason}.` });
}

/** Sum of the weights of the claims with a stance. */
export function weightOf(claims: readonly Claim[], stance: Stance): number {
  let sum = 0;
  for (const claim of claims) if (claim.stance === stance) sum += claim.weight;
  return sum;
}

/** `7 claims bullish (2.45), 2 bearish (0.55)`. */
export function balance(claims: readonly Claim[]): string {
  const side = (stance: Stance) =>
    `${claims.filter((claim) => claim.stance === stance).length} ${Stance[stance].toLowerCase()} ` +
    `(weight ${weightOf(claims, stance).toFixed(2)})`;
  return `${side(Stance.BULLISH)} and ${side(Stance.BEARISH)} claims`;
}
