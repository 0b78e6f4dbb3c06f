import { DomainError, type Timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import {
  type ClassifyResponse,
  Regime,
  type RegimeClassification,
  type UnknownRegime,
  UnknownRegime_Code,
} from '@cream/proto/knowledge';
import { Adjustment, BarInterval, type MarketDataService, type SymbolBars } from '@cream/proto/market';
import { QuantError } from '@cream/quant';
import type { ModelList } from './model-list.js';
import type { Reader, Reading, Silence } from './readings.js';
import { regimeFacts } from './regime-facts.js';
import { confirmationMessage, probabilityMessages, transitionMessages } from './regime-messages.js';
import { BARS_CLASSIFIED } from './rule-model.js';
import { transitionCounts } from './transition-counts.js';

export interface ClassificationWish {
  readonly scopes: string[];
  readonly asOf?: Timestamp | undefined;
  /** Empty: the rules. */
  readonly modelVersion?: string;
  readonly withHistory?: boolean;
}

/** Classifies symbols and indices over their bars, by the rules or by a trained model. */
export class RegimeClassifier {
  constructor(
    private readonly marketData: Pick<Client<typeof MarketDataService>, 'getBars'>,
    private readonly models: ModelList,
  ) {}

  /**
   * The regime of each scope at its newest bar that had ended by `asOf`, over prices in units of that time; a scope a model
   * says nothing of is unknown.
   * @throws ConnectError NOT_FOUND when market-data has no such symbol or nobody trained the model, FAILED_PRECONDITION
   *   for a model that knows what came after `asOf`
   */
  async classify({
    scopes,
    asOf,
    modelVersion = '',
    withHistory = false,
  }: ClassificationWish): Promise<ClassifyResponse> {
    const { reader, model } = await this.models.reader(modelVersion, asOf);
    const { series } = await this.marketData.getBars({
      symbols: scopes,
      interval: model?.interval ?? BarInterval.UNSPECIFIED,
      ...(asOf === undefined ? {} : { asOf }),
      limit: BARS_CLASSIFIED,
      adjustment: Adjustment.SPLIT_WHERE_RAW,
    });
    const answer: ClassifyResponse = {
      $typeName: 'cream.knowledge.v1.ClassifyResponse',
      classifications: [],
      unknown: [],
      facts: [],
    };
    for (const one of series) {
      const end = one.bars.at(-1)?.end;
      const reading = newestReading(reader, one);
      if ('reason' in reading || end === undefined) {
        if ('reason' in reading) answer.unknown.push(unknownMessage(one.symbol, reading));
        continue;
      }
      const classification = classificationMessage(one.symbol, reader.version, reading);
      if (withHistory) addHistory(classification, reader, one);
      answer.classifications.push(classification);
      answer.facts.push(...regimeFacts(one.symbol, end, reading, reader.version));
    }
    return answer;
  }
}

/** What cannot be computed from is a reason, not the end of a question about other scopes too. */
function newestReading(reader: Reader, series: SymbolBars): Reading | Silence {
  try {
    return reader.newest(series);
  } catch (error) {
    if (error instanceof QuantError || error instanceof DomainError) return { code: 'BAD_BARS', reason: error.message };
    throw error;
  }
}

function addHistory(classification: RegimeClassification, reader: Reader, series: SymbolBars): void {
  const readings = reader.history(series);
  classification.confirmation = confirmationMessage(readings);
  classification.transitions = transitionMessages(transitionCounts([readings.map(({ label }) => label)]));
}

function classificationMessage(scope: string, modelVersion: string, reading: Reading): RegimeClassification {
  const { label, confidence, probabilities, atrPercentile = 0, trendStrength = 0 } = reading;
  return {
    $typeName: 'cream.knowledge.v1.RegimeClassification',
    scope,
    regime: Regime[label],
    confidence,
    modelVersion,
    atrPercentile,
    trendStrength,
    probabilities: probabilityMessages(probabilities),
    transitions: [],
  };
}

function unknownMessage(scope: string, { code, reason }: Silence): UnknownRegime {
  return { $typeName: 'cream.knowledge.v1.UnknownRegime', scope, reason, code: UnknownRegime_Code[code] };
}
