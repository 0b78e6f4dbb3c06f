import type { DecisionRules } from '@cream/proto/decision';
import type { Limits } from '@cream/proto/trading';
import { wire } from './decimal.js';

/** 1,000 units, $50,000 and 10 % of equity per instrument; $500,000 gross, $250,000 net, leverage 2.0; reward/risk 1.5. */
export function defaultLimits(): Limits {
  return {
    $typeName: 'cream.trading.v1.Limits',
    version: 'default',
    instrumentUnits: wire(1000),
    instrumentNotional: wire(50_000),
    instrumentPctEquity: wire(10),
    grossNotional: wire(500_000),
    netNotional: wire(250_000),
    leverage: wire(2),
    minRewardRisk: wire('1.5'),
  };
}

/** Full size stays a tenth below the 10 % limit, because the fill's price is not yet known when the size is. */
export function defaultDecisionRules(): DecisionRules {
  return {
    $typeName: 'cream.decision.v1.DecisionRules',
    holdDelta: wire('0.2'),
    actionDelta: wire('0.3'),
    minRewardRisk: wire('1.5'),
    stopAtr: wire(2),
    targetRewardRisk: wire(2),
    positionPct: wire(9),
    allowShort: true,
    verdictValidSeconds: 3600,
    maxIterations: 3,
  };
}
