import { type GetSnapshotRequest, MarketDataService, type StreamBarsRequest } from '@cream/proto/market';
import { Controller } from '@nestjs/common';
import type { CallContext } from '../src/call-context.js';
import { failedPrecondition } from '../src/errors.js';
import { Rpc } from '../src/rpc.js';

type Snapshot = { snapshots: { symbol: string }[] };
type StreamedBar = { bar: { symbol: string } };

/** What the scripted service does in one test. */
export interface Script {
  snapshot: (request: GetSnapshotRequest, context: CallContext) => Promise<Snapshot> | Snapshot;
  bars: (request: StreamBarsRequest, context: CallContext) => AsyncIterable<StreamedBar>;
}

const notScripted = () => failedPrecondition('not part of this test');

/** A market-data service whose snapshot and bar stream are written by the test; everything else refuses. */
@Controller()
export class ScriptedMarketData {
  script: Script = {
    snapshot: (request) => ({ snapshots: request.symbols.map((symbol) => ({ symbol })) }),
    async *bars(request) {
      for (const symbol of request.symbols) yield { bar: { symbol } };
    },
  };

  @Rpc(MarketDataService.method.getSnapshot)
  getSnapshot(request: GetSnapshotRequest, context: CallContext): Promise<Snapshot> | Snapshot {
    return this.script.snapshot(request, context);
  }

  @Rpc(MarketDataService.method.streamBars)
  streamBars(request: StreamBarsRequest, context: CallContext): AsyncIterable<StreamedBar> {
    return this.script.bars(request, context);
  }

  @Rpc(MarketDataService.method.getBars)
  getBars(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.getOptionChain)
  getOptionChain(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listCorporateActions)
  listCorporateActions(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.getSessions)
  getSessions(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.getMarketStatus)
  getMarketStatus(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listExpirations)
  listExpirations(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listSlots)
  listSlots(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.resolveUniverse)
  resolveUniverse(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listSeries)
  listSeries(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.importBars)
  importBars(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.importCorporateActions)
  importCorporateActions(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listFindings)
  listFindings(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.putUniverse)
  putUniverse(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.getUniverse)
  getUniverse(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listUniverses)
  listUniverses(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.takeUniverseSnapshot)
  takeUniverseSnapshot(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.listUniverseSnapshots)
  listUniverseSnapshots(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.getUniverseSnapshot)
  getUniverseSnapshot(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.importConstituents)
  importConstituents(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.importHoldings)
  importHoldings(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.importInstrumentFacts)
  importInstrumentFacts(): Promise<object> {
    throw notScripted();
  }

  @Rpc(MarketDataService.method.streamQuotes)
  streamQuotes(): AsyncIterable<object> {
    throw notScripted();
  }
}
