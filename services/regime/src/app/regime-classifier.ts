import type { Timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { type ClassifyResponse, Regime } from '@cream/proto/knowledge';
import type { MarketDataService } from '@cream/proto/market';
import { classifyRegime, REGIME_BARS_NEEDED } from '@cream/quant';
import { BarColumnReader } from './bar-columns.js';
import { regimeFacts } from './regime-facts.js';
import { BARS_CLASSIFIED, RULE_MODEL } from './rule-model.js';

/** Classifies symbols and indices by rules over their bars. */
export class RegimeClassifier {
  readonly #columns = new BarColumnReader();

  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getBars'>) {}

  /**
   * The regime of each scope at its newest bar that had ended by `asOf`; a scope whose history is too short is unknown.
   * @throws ConnectError NOT_FOUND when market-data has no such symbol
   */
  async classify(scopes: string[], asOf: Timestamp | undefined): Promise<ClassifyResponse> {
    const { series } = await this.marketData.getBars({
      symbols: scopes,
      ...(asOf === undefined ? {} : { asOf }),
      limit: BARS_CLASSIFIED,
    });
    const answer: ClassifyResponse = {
      $typeName: 'cream.knowledge.v1.ClassifyResponse',
      classifications: [],
      unknown: [],
      facts: [],
    };
    for (const { symbol, bars } of series) {
      const { high, low, close } = this.#columns.read({ symbol, bars });
      const reading = classifyRegime(high, low, close);
      const end = bars.at(-1)?.end;
      if (reading === undefined || end === undefined) {
        const reason = `${bars.length} bars are known, ${REGIME_BARS_NEEDED} are needed`;
        answer.unknown.push({ $typeName: 'cream.knowledge.v1.UnknownRegime', scope: symbol, reason });
        continue;
      }
      const { label, ...numbers } = reading;
      answer.classifications.push({
        $typeName: 'cream.knowledge.v1.RegimeClassification',
        scope: symbol,
        regime: Regime[label],
        modelVersion: RULE_MODEL.version,
        ...numbers,
      });
      answer.facts.push(...regimeFacts(symbol, end, reading));
    }
    return answer;
  }
}
