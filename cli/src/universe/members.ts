import { timestamp } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { MarketDataService } from '@cream/proto/market';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';

/**
 * The symbols of a universe as it was known at a time, in UTC milliseconds; those that left it later are among them.
 * @throws UsageError when it had none that could be traded; ConnectError NOT_FOUND when it was not defined then
 */
export async function membersOf(clients: Clients, universe: string, asOfMs: number): Promise<string[]> {
  const market = clients.get(MarketDataService);
  const { symbols } = await market.resolveUniverse({ universeId: universe, asOf: timestamp(asOfMs) });
  if (symbols.length > 0) return symbols;
  const at = new Date(asOfMs).toISOString();
  throw new UsageError(
    `the universe ${shown(universe)} had no member at ${at} that can be traded: see cream universe resolve ${universe} --as-of ${at}`,
  );
}
