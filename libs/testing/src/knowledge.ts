import {
  type BriefingParts,
  cycleId,
  decimalFact,
  type FactFrame,
  makeFact,
  sealBriefing,
  sha256,
  wire,
} from '@cream/domain';
import { Mode } from '@cream/proto/common';
import { type Briefing, type Fact, Trust } from '@cream/proto/knowledge';
import { AS_OF_MS } from './clock.js';
import { aPortfolio } from './portfolio.js';

const CONFIG_HASH = sha256('test configuration');

/** The cycle of every builder. */
export const CYCLE_ID: string = cycleId({
  mode: Mode.BACKTEST,
  slotMs: AS_OF_MS,
  symbols: ['AAPL'],
  contextSymbols: [],
  configHash: CONFIG_HASH,
});

/** The newest price of AAPL, 100 USD. */
export function aFact(overrides: Partial<FactFrame & Pick<Fact, 'value' | 'unit'>> = {}): Fact {
  return makeFact({
    subject: 'AAPL',
    kind: 'price.last',
    value: { case: 'decimal', value: wire(100) },
    unit: 'USD',
    asOf: AS_OF_MS,
    source: { service: 'market-data', ref: 'AAPL' },
    trust: Trust.MEASURED,
    ...overrides,
  });
}

/** The newest price of a symbol in USD. */
export function aPriceFact(symbol: string, price: number | string): Fact {
  const frame = { subject: symbol, kind: 'price.last', asOf: AS_OF_MS, trust: Trust.MEASURED };
  return decimalFact({ ...frame, value: price, unit: 'USD', source: { service: 'market-data', ref: symbol } });
}

/** A sealed briefing on AAPL at 100 USD with an account of 100,000 USD in cash. */
export function aBriefing(overrides: Partial<BriefingParts> = {}): Briefing {
  return sealBriefing({
    cycleId: CYCLE_ID,
    mode: Mode.BACKTEST,
    asOf: AS_OF_MS,
    symbols: ['AAPL'],
    facts: [aFact()],
    portfolio: aPortfolio(),
    limitsVersion: 'default',
    configHash: CONFIG_HASH,
    ...overrides,
  });
}
