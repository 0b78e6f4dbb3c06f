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
}

/** Every other method of the contract, whatever is added to it. */
for (const method of MarketDataService.methods) {
  if (method.localName in ScriptedMarketData.prototype) continue;
  const refuse = () => {
    throw notScripted();
  };
  const descriptor: TypedPropertyDescriptor<typeof refuse> = { value: refuse, configurable: true, writable: true };
  Rpc(method)(ScriptedMarketData.prototype, method.localName, descriptor);
  Object.defineProperty(ScriptedMarketData.prototype, method.localName, descriptor);
}
