import type { Peers } from './peers.js';
import { from } from './upstream.js';

/** What can be charted, in every interval, and with which indicators. */
export async function heldSeries(peers: Peers) {
  const [{ series }, { indicators }] = await Promise.all([
    from('market-data', peers.marketData.listSeries({ allIntervals: true })),
    from('technicals', peers.technicals.listIndicators({})),
  ]);
  return { series, indicators };
}
