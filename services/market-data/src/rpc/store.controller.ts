import { create } from '@bufbuild/protobuf';
import { millis } from '@cream/domain';
import { Rpc } from '@cream/grpc';
import {
  type ImportBarsRequest,
  type ImportBarsResponse,
  ImportBarsResponseSchema,
  type ImportCorporateActionsRequest,
  type ImportCorporateActionsResponse,
  ImportCorporateActionsResponseSchema,
  type ListFindingsRequest,
  type ListFindingsResponse,
  ListFindingsResponseSchema,
  MarketDataService,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { ActionImport } from '../adapters/store/action-import.js';
import { BarImport } from '../adapters/store/bar-import.js';
import { Findings } from '../app/findings.js';
import { answer } from './answers.js';
import { offeredAction } from './offered-actions.js';
import { toWireFinding } from './wire.js';

const { method } = MarketDataService;

/** What is written into the store, and what the checks say about it. */
@Controller()
export class StoreController {
  constructor(
    @Inject(BarImport) private readonly bars: BarImport,
    @Inject(ActionImport) private readonly actions: ActionImport,
    @Inject(Findings) private readonly findings: Findings,
  ) {}

  @Rpc(method.importBars)
  async importBars(request: ImportBarsRequest): Promise<ImportBarsResponse> {
    const state = await answer(() => this.bars.take(request));
    const { inserted, unchanged, conflicts, quarantined, complete, interval } = state;
    return create(ImportBarsResponseSchema, {
      nextOffset: BigInt(state.nextOffset),
      complete,
      interval,
      rows: BigInt(inserted + unchanged + conflicts + quarantined),
      inserted: BigInt(inserted),
      unchanged: BigInt(unchanged),
      conflicts: BigInt(conflicts),
      quarantined: BigInt(quarantined),
    });
  }

  @Rpc(method.importCorporateActions)
  async importCorporateActions(request: ImportCorporateActionsRequest): Promise<ImportCorporateActionsResponse> {
    const totals = await this.actions.take(request.actions.map(offeredAction), request.source);
    return create(ImportCorporateActionsResponseSchema, totals);
  }

  @Rpc(method.listFindings)
  async listFindings(request: ListFindingsRequest): Promise<ListFindingsResponse> {
    const { symbols, interval, codes, limit } = request;
    const asOfMs = millis(request.asOf, 'as_of');
    const { findings, counts } = await answer(() => this.findings.list({ symbols, interval, codes, asOfMs, limit }));
    return create(ListFindingsResponseSchema, {
      findings: findings.map(toWireFinding),
      counts: counts.map((one) => ({ ...one, count: BigInt(one.count) })),
    });
  }
}
