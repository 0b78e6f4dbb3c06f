import { create } from '@bufbuild/protobuf';
import { Rpc } from '@cream/grpc';
import {
  type ImportConstituentsRequest,
  type ImportConstituentsResponse,
  ImportConstituentsResponseSchema,
  type ImportHoldingsRequest,
  type ImportHoldingsResponse,
  ImportHoldingsResponseSchema,
  type ImportInstrumentFactsRequest,
  type ImportInstrumentFactsResponse,
  ImportInstrumentFactsResponseSchema,
  MarketDataService,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { ConstituentImport } from '../adapters/store/constituent-import.js';
import { FactImport } from '../adapters/store/fact-import.js';
import { HoldingsImport } from '../adapters/store/holdings-import.js';
import { offeredFacts, offeredHoldings, offeredSpells } from './offered-universe-inputs.js';

const { method } = MarketDataService;

/** What definitions of universes need to know, into the store. */
@Controller()
export class UniverseImportController {
  constructor(
    @Inject(ConstituentImport) private readonly constituents: ConstituentImport,
    @Inject(HoldingsImport) private readonly holdings: HoldingsImport,
    @Inject(FactImport) private readonly facts: FactImport,
  ) {}

  @Rpc(method.importConstituents)
  async importConstituents(request: ImportConstituentsRequest): Promise<ImportConstituentsResponse> {
    const { indexId, spells, source } = request;
    const totals = await this.constituents.take(indexId, offeredSpells(spells), source);
    return create(ImportConstituentsResponseSchema, totals);
  }

  @Rpc(method.importHoldings)
  async importHoldings(request: ImportHoldingsRequest): Promise<ImportHoldingsResponse> {
    const { fundId, dates, source } = request;
    const totals = await this.holdings.take(fundId, offeredHoldings(dates), source);
    return create(ImportHoldingsResponseSchema, totals);
  }

  @Rpc(method.importInstrumentFacts)
  async importInstrumentFacts(request: ImportInstrumentFactsRequest): Promise<ImportInstrumentFactsResponse> {
    const totals = await this.facts.take(offeredFacts(request.facts), request.source);
    return create(ImportInstrumentFactsResponseSchema, totals);
  }
}
