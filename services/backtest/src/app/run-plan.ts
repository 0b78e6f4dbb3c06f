import { create, toBinary } from '@bufbuild/protobuf';
import { hash, millis, sha256, type WireHash } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import type { ConfigVersion, RunRequest } from '@cream/proto/cycle';
import { type BarInterval, CorporateActionSchema, type Series, type SymbolBars } from '@cream/proto/market';
import { type BrokerSettings, BrokerSettingsSchema } from '@cream/proto/trading';
import { type BaselineWish, baselineWish, brokerOf } from './baseline-wish.js';
import type { Peers } from './peers.js';

/** Everything a run rests on, known before its first cycle. */
export interface RunPlan {
  readonly request: RunRequest;
  readonly config: ConfigVersion;
  readonly broker: BrokerSettings;
  /** Undefined for the agents. */
  readonly baseline: BaselineWish | undefined;
  readonly interval: BarInterval;
  /** Epoch milliseconds, ascending; at least one. */
  readonly slots: readonly [number, ...number[]];
  /** Over the contents of all series the run reads. */
  readonly data: WireHash;
}

/** @throws ConnectError INVALID_ARGUMENT for parameters there are not, FAILED_PRECONDITION when there is nothing to run */
export async function planRun(peers: Peers, request: RunRequest): Promise<RunPlan> {
  const baseline = baselineWish(request);
  const { version } = await peers.config.getActive({});
  const settings = version?.configuration?.broker;
  if (version === undefined || settings === undefined) throw failedPrecondition('config has no active broker settings');
  const { slots, interval } = await peers.marketData.listSlots({
    symbols: request.symbols,
    ...(request.from === undefined ? {} : { from: request.from }),
    ...(request.to === undefined ? {} : { to: request.to }),
  });
  const wanted = request.maxCycles === 0 ? slots : slots.slice(0, request.maxCycles);
  const [first, ...others] = wanted.map((slot) => millis(slot));
  if (first === undefined) throw failedPrecondition('the range holds no bar');
  const names = [...request.symbols, ...request.contextSymbols];
  const { series } = await peers.marketData.listSeries({});
  const asOf = wanted.at(-1);
  // A context symbol that is gone makes other data of it, which is told as that.
  const context = request.contextSymbols.filter((name) => series.some(({ symbol }) => symbol === name));
  const symbols = [...request.symbols, ...context];
  const read = await peers.marketData.getBars({ symbols, limit: 1, withActions: true, ...(asOf && { asOf }) });
  return {
    request,
    config: version,
    broker: create(BrokerSettingsSchema, brokerOf(settings, request)),
    baseline,
    interval,
    slots: [first, ...others],
    data: dataHash(series, names, read.series),
  };
}

/**
 * SHA-256 over symbol and content hash of the named series, in alphabetical order, and the splits and dividends behind
 * those that have any.
 */
function dataHash(series: readonly Series[], names: readonly string[], effects: readonly SymbolBars[]): WireHash {
  const read = series.filter(({ symbol }) => names.includes(symbol)).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const parts = read.flatMap(({ symbol, content }) => [
    Buffer.from(`${symbol}\0`),
    content?.sha256 ?? new Uint8Array(),
  ]);
  const actions = effects.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1)).flatMap((one) => one.actions);
  const booked = actions.map((action) => toBinary(CorporateActionSchema, action));
  return hash(sha256(Buffer.concat([...parts, ...booked])));
}
