import { randomBytes } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';
import { cycleId, hex, millis, newYorkDate, sha256, timestamp, type WireDate } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import { ConfigService, CycleStatus, OrchestratorService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import { openSystem } from '../compose.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import { storyLines } from '../print/story.js';
import { recordDocument } from '../record.js';
import { chooseSymbols, type Wanted } from '../symbols.js';
import { firstSession } from '../universe/first-session.js';

export interface CycleFlags {
  readonly symbols?: string;
  readonly universe?: string;
  readonly asOf: string;
  readonly dataDir: string;
  readonly data?: string;
}

const ENDED: ReadonlySet<CycleStatus> = new Set([CycleStatus.COMPLETED, CycleStatus.NO_TRADE]);

/**
 * `cream cycle`: one cycle at the last bar of a date, in an account of its own. Called again after it was interrupted, it
 * goes on where it stopped.
 */
export async function cycle(flags: CycleFlags, out: Output): Promise<number> {
  const date = dateFlag('--as-of', flags.asOf);
  if (date === undefined) throw new UsageError('--as-of is missing: name a date, for example --as-of 2016-03-01');
  if ((flags.symbols === undefined) === (flags.universe === undefined)) {
    throw new UsageError('name what to trade: either --symbols AAPL,MSFT or --universe ID');
  }
  const system = await openSystem({ dataDir: flags.dataDir, data: flags.data, replay: true });
  try {
    const { clients } = system;
    const { symbols, contextSymbols } = await chooseSymbols(clients, await wantedOf(clients, flags, date));
    const { slots } = await clients.get(MarketDataService).listSlots({ symbols, from: date, to: date });
    const slot = slots.at(-1);
    if (slot === undefined) throw new UsageError(`${flags.asOf} has no bar of ${symbols.join(', ')}: choose a session`);
    const { version } = await clients.get(ConfigService).getActive({});
    const broker = version?.configuration?.broker;
    if (version?.hash === undefined || broker === undefined)
      throw new Error('no configuration with a broker is active');
    const request = { slot, symbols, contextSymbols, mode: Mode.BACKTEST };
    const id = cycleId({ ...request, slotMs: millis(slot), configHash: version.hash.sha256 });
    const prefix = `cycle-${newYorkDate(millis(slot))}-${await dataDigest(clients, [...symbols, ...contextSymbols])}-`;
    const accountId = (await interruptedAccount(clients, id, prefix)) ?? `${prefix}${randomBytes(2).toString('hex')}`;
    await clients.get(ExecutionService).openAccount({
      accountId,
      mode: Mode.BACKTEST,
      broker,
      openedAt: timestamp(millis(slot) - 1),
    });
    const orchestrator = clients.get(OrchestratorService);
    const { summary } = await orchestrator.runCycle({ accountId, ...request });
    const { record } = await orchestrator.getCycle({ cycleId: summary?.cycleId ?? '', accountId });
    if (record === undefined) throw new Error('the orchestrator answered without a record');
    out.document(recordDocument(record));
    for (const line of storyLines(record)) out.line(line);
    return 0;
  } finally {
    await system.close();
  }
}

/** Of a universe the members at the close of the session: what becomes known after it, the cycle may not know. */
async function wantedOf(clients: Clients, { symbols, universe }: CycleFlags, date: WireDate): Promise<Wanted> {
  if (universe === undefined) return { symbols };
  return { universe: { id: universe, asOfMs: (await firstSession(clients, date)).closeMs } };
}

/** The account of this very cycle, on this very data, that an interrupted call left unfinished. */
async function interruptedAccount(clients: Clients, id: string, prefix: string): Promise<string | undefined> {
  const { summary } = await clients
    .get(OrchestratorService)
    .getCycle({ cycleId: id })
    .catch((error: unknown) => {
      if (ConnectError.from(error).code !== Code.NotFound) throw error;
      return { summary: undefined };
    });
  if (summary === undefined || !summary.accountId.startsWith(prefix)) return undefined;
  return ENDED.has(summary.status) ? undefined : summary.accountId;
}

/** Eight hex digits that tell one set of prices from another. */
async function dataDigest(clients: Clients, symbols: readonly string[]): Promise<string> {
  const { series } = await clients.get(MarketDataService).listSeries({});
  const contents = series
    .filter(({ symbol }) => symbols.includes(symbol))
    .map(({ symbol, content }) => `${symbol} ${hex(content?.sha256 ?? new Uint8Array())}`);
  return hex(sha256(contents.sort().join('\n'))).slice(0, 8);
}
