import type { Peers } from './peers.js';
import { from } from './upstream.js';

/** The largest page the orchestrator gives. */
const PAGE = 2_000;

/** The cycles of the account just before and just after one, in slot order; empty where there is none. */
export async function neighbours(peers: Peers, accountId: string, cycleId: string) {
  let token = '';
  let newer = '';
  let found = false;
  do {
    const answer = await from(
      'orchestrator',
      peers.orchestrator.listCycles({ accountId, page: { size: PAGE, token } }),
    );
    for (const cycle of answer.cycles) {
      if (found) return { previousCycleId: cycle.cycleId, nextCycleId: newer };
      if (cycle.cycleId === cycleId) found = true;
      else newer = cycle.cycleId;
    }
    token = answer.page?.nextToken ?? '';
  } while (token !== '');
  return { previousCycleId: '', nextCycleId: found ? newer : '' };
}
