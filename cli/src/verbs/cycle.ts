import { randomBytes } from 'node:crypto';
import { millis, newYorkDate, timestamp } from '@cream/domain';
import { Mode } from '@cream/proto/common';
import { ConfigService, OrchestratorService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import { openSystem } from '../compose.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import { storyLines } from '../print/story.js';
import { recordDocument } from '../record.js';
import { chooseSymbols } from '../symbols.js';

export interface CycleFlags {
  readonly symbols: string;
  readonly asOf: string;
  readonly dataDir: string;
  readonly data?: string;
}

/** `cream cycle`: one cycle at the last bar of a date, in an account of its own. */
export async function cycle(flags: CycleFlags, out: Output): Promise<number> {
  const date = dateFlag('--as-of', flags.asOf);
  if (date === undefined) throw new UsageError('--as-of is missing: name a date, for example --as-of 2016-03-01');
  const system = await openSystem({ dataDir: flags.dataDir, data: flags.data, replay: true });
  try {
    const { clients } = system;
    const { symbols, contextSymbols } = await chooseSymbols(clients, flags.symbols);
    const { slots } = await clients.get(MarketDataService).listSlots({ symbols, from: date, to: date });
    const slot = slots.at(-1);
    if (slot === undefined) throw new UsageError(`${flags.asOf} has no bar of ${symbols.join(', ')}: choose a session`);
    const { version } = await clients.get(ConfigService).getActive({});
    const broker = version?.configuration?.broker;
    if (broker === undefined) throw new Error('the active configuration has no broker settings');
    const accountId = `cycle-${newYorkDate(millis(slot))}-${randomBytes(4).toString('hex')}`;
    await clients.get(ExecutionService).openAccount({
      accountId,
      mode: Mode.BACKTEST,
      broker,
      openedAt: timestamp(millis(slot) - 1),
    });
    const orchestrator = clients.get(OrchestratorService);
    const { summary } = await orchestrator.runCycle({ accountId, slot, symbols, contextSymbols, mode: Mode.BACKTEST });
    const { record } = await orchestrator.getCycle({ cycleId: summary?.cycleId ?? '', accountId });
    if (record === undefined) throw new Error('the orchestrator answered without a record');
    out.document(recordDocument(record));
    for (const line of storyLines(record)) out.line(line);
    return 0;
  } finally {
    await system.close();
  }
}
