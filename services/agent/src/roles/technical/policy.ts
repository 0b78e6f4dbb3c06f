import { create } from '@bufbuild/protobuf';
import { type Claim, type Report, ReportSchema, Role, Setup } from '@cream/proto/decision';
import type { AnalystPolicy } from '../../app/role-policy.js';
import { fixed } from '../../evidence/claim.js';
import { FactIndex, type Reading } from '../../evidence/fact-index.js';
import { abstention, balance } from '../../evidence/report.js';
import { type Chart, readChart, trendOf } from './chart.js';
import { levelClaims, regimeClaims } from './levels.js';
import { momentumClaims } from './momentum.js';
import { classifySetup } from './setup.js';
import { trendClaims } from './trend.js';
import { volatilityClaims } from './volatility.js';

/** The technical analyst by rules: describes each symbol's chart and never says what to trade. */
export const technicalPolicy: AnalystPolicy = {
  role: Role.TECHNICAL,
  policy: 'rules',
  version: 'technical-rules-2',
  duty: 'analyze',
  analyze: ({ briefing }) => {
    if (briefing === undefined) return [];
    const index = FactIndex.of(briefing);
    return briefing.symbols.map((symbol) => describe(index, symbol));
  },
};

function describe(index: FactIndex, symbol: string): Report {
  const chart = readChart(index, symbol);
  if (chart === undefined) return abstention(Role.TECHNICAL, symbol, 'no price fact in the briefing');
  const trend = trendClaims(chart);
  const momentum = momentumClaims(chart);
  const volatility = volatilityClaims(chart);
  const { setup, claims: setupClaims } = classifySetup(index, symbol, chart);
  const claims = [
    ...trend,
    ...momentum,
    ...volatility,
    ...levelClaims(chart),
    ...regimeClaims(index, symbol),
    ...setupClaims,
  ];
  if (claims.length === 0) return abstention(Role.TECHNICAL, symbol, 'no indicator facts in the briefing');
  return create(ReportSchema, {
    role: Role.TECHNICAL,
    symbol,
    claims,
    summary: `${symbol}: trend ${trendOf(chart)}, setup ${Setup[setup]}, ${balance(claims)}.`,
    detail: {
      case: 'technical',
      value: {
        setup,
        support: decimals(chart.support),
        resistance: decimals(chart.resistance),
        trend: sentence(trend),
        momentum: sentence(momentum),
        volatility: sentence(volatility),
        invalidation: invalidations(chart),
      },
    },
  });
}

/** What price action would disprove the present view: the averages and levels on which it stands. */
function invalidations(chart: Chart): string[] {
  const trend = trendOf(chart);
  const found: string[] = [];
  const anchor = chart.sma50 ?? chart.sma20;
  if (trend !== 'none' && anchor !== undefined) {
    const name = chart.sma50 ? 'SMA 50' : 'SMA 20';
    found.push(`A close ${trend === 'up' ? 'below' : 'above'} ${name} at ${fixed(anchor.value, 2)}`);
  }
  const level = trend === 'down' ? chart.resistance[0] : chart.support[0];
  if (level !== undefined) {
    found.push(
      trend === 'down'
        ? `A close above resistance at ${fixed(level.value, 2)}`
        : `A close below support at ${fixed(level.value, 2)}`,
    );
  }
  return found;
}

function sentence(claims: readonly Claim[]): string {
  return claims.length === 0 ? 'Nothing to say.' : `${claims.map((claim) => claim.text).join('; ')}.`;
}

function decimals(levels: readonly Reading[]) {
  return levels.flatMap(({ fact }) => (fact.value.case === 'decimal' ? [fact.value.value] : []));
}
