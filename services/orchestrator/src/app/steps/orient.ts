import { create } from '@bufbuild/protobuf';
import { dec, sealBriefing, timestamp } from '@cream/domain';
import { EntryKind } from '@cream/proto/cycle';
import { type Fact, type Feature, FeatureSchema, Regime, type RegimeClassification } from '@cream/proto/knowledge';
import { need } from '../cycle-state.js';
import { portfolioFacts, priceFacts } from './portfolio-facts.js';
import type { StepContext } from './step.js';

/** Scale-free numbers by which memory compares one situation with another. */
const MEMORY_FEATURES: ReadonlySet<string> = new Set([
  'indicator.rsi_14',
  'indicator.bollinger_percent_b_20_2',
  'indicator.return_20',
  'indicator.realized_volatility_20',
  'indicator.volume_ratio_20',
]);

/** Gathers what is knowable at the slot and seals it as the briefing. */
export async function orient(context: StepContext): Promise<void> {
  const { peers, state, accountId, slotMs } = context;
  const header = need(state.header, 'header');
  const portfolio = need(state.fills?.portfolio, 'portfolio');
  const asOf = timestamp(slotMs);
  const symbols = [...context.symbols];
  const everything = [...symbols, ...context.contextSymbols];
  const modelVersion = context.config.configuration?.regimeModel ?? '';

  const [snapshot, chart, regime, news] = await Promise.all([
    peers.marketData.getSnapshot({ symbols: everything, asOf }),
    peers.technicals.describe({ symbols: everything, asOf }),
    peers.regime.classify({ scopes: everything, asOf, modelVersion }),
    peers.context.gather({ symbols, asOf }),
  ]);
  const memories = await Promise.all(
    symbols.map((symbol) =>
      peers.memory.recall({
        accountId,
        symbol,
        regime: regimeOf(symbol, regime.classifications),
        features: featuresOf(symbol, chart.facts),
        asOf,
        k: 5,
      }),
    ),
  );

  const facts: Fact[] = [
    ...priceFacts(snapshot.snapshots),
    ...portfolioFacts(portfolio, slotMs),
    ...chart.facts,
    ...regime.facts,
    ...news.facts,
    ...memories.flatMap((memory) => memory.facts),
  ];
  const briefing = sealBriefing({
    cycleId: context.cycleId,
    mode: context.mode,
    asOf: slotMs,
    symbols,
    facts,
    portfolio,
    limitsVersion: need(header.limits, 'limits').version,
    configHash: need(header.configHash, 'config hash'),
  });
  await context.write([{ kind: EntryKind.BRIEFING, message: briefing }]);
}

function regimeOf(symbol: string, classifications: readonly RegimeClassification[]): Regime {
  return classifications.find((classification) => classification.scope === symbol)?.regime ?? Regime.UNSPECIFIED;
}

/** The facts of a symbol that memory compares by. */
export function featuresOf(symbol: string, facts: readonly Fact[]): Feature[] {
  const features: Feature[] = [];
  for (const fact of facts) {
    if (fact.subject !== symbol || fact.value.case !== 'decimal' || !MEMORY_FEATURES.has(fact.kind)) continue;
    features.push(create(FeatureSchema, { kind: fact.kind, value: dec(fact.value.value).toNumber() }));
  }
  return features;
}
