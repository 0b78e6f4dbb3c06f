import { timestamp } from '@cream/domain';
import { type CallOptions, Code, ConnectError } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import type { Peers } from './peers.js';

const PROBE_TIMEOUT_MS = 2_000;
/** An answer with one of these codes comes from a network or a service that cannot do its work. */
const BROKEN = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Internal,
  Code.Unknown,
  Code.Unimplemented,
  Code.DataLoss,
  Code.ResourceExhausted,
]);

type Probe = (peers: Peers, options: CallOptions) => Promise<unknown>;

/** A cheap call without side effects to each service. Where every real question costs work, a refused one will do. */
const PROBES: Readonly<Record<string, Probe>> = {
  orchestrator: ({ orchestrator }, options) => orchestrator.listCycles({ page: { size: 1 } }, options),
  backtest: ({ backtest }, options) => backtest.list({}, options),
  'market-data': ({ marketData }, options) => marketData.listSeries({}, options),
  config: ({ config }, options) => config.getActive({}, options),
  technicals: ({ technicals }, options) => technicals.describe({}, options),
  scheduler: ({ scheduler }, options) => scheduler.listSchedules({}, options),
  memory: ({ memory }, options) =>
    memory.recall({ accountId: 'probe', symbol: 'PROBE', asOf: timestamp(0), k: 1 }, options),
};

/** Health of every service behind the console, and the trading state when risk answers. */
export async function system(peers: Peers, version: string, signal?: AbortSignal) {
  const options: CallOptions = { timeoutMs: PROBE_TIMEOUT_MS, ...(signal === undefined ? {} : { signal }) };
  const trading = settle(peers.risk.getTradingState({}, options));
  const accounts = settle(peers.execution.listAccounts({}, options));
  const services = await Promise.all([
    ...Object.entries(PROBES).map(async ([name, probe]) => health(name, await settle(probe(peers, options)))),
    trading.then((answer) => health('risk', answer)),
    accounts.then((answer) => health('execution', answer)),
  ]);
  const { value } = await trading;
  return {
    services,
    ...(value?.state === undefined ? {} : { tradingState: value.state }),
    mode: mostReal((await accounts).value?.accounts ?? []),
    version,
  };
}

/** The most real mode of any account, LIVE before PAPER before BACKTEST; unspecified while there is no account. */
function mostReal(accounts: readonly { readonly mode: Mode }[]): Mode {
  return accounts.reduce<Mode>((found, { mode }) => Math.max(found, mode), Mode.UNSPECIFIED);
}

interface Settled<T> {
  readonly value?: T;
  readonly error?: ConnectError;
}

async function settle<T>(answer: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await answer };
  } catch (error) {
    return { error: ConnectError.from(error) };
  }
}

function health(name: string, { error }: Settled<unknown>) {
  const ready = error === undefined || !BROKEN.has(error.code);
  return { name, ready, detail: ready ? '' : (error?.message ?? '') };
}
