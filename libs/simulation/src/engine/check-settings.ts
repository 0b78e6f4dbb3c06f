import { Decimal } from '@cream/domain';
import { checkActions } from '../events/corporate-actions.js';
import type { Assignment } from '../events/option-events.js';
import { SimulationError } from '../simulation-error.js';
import type { Series } from './series.js';
import type { SimulationSettings } from './settings.js';

/** @throws SimulationError naming the setting that cannot be used */
export function checkSettings(settings: SimulationSettings, series: readonly Series[]): void {
  const { cash, latencyMs = 0, actions = [], assignments = [], rules, slippage } = settings;
  if (!new Decimal(cash).isFinite()) throw new SimulationError('cash', `must be finite, got ${cash}`);
  if (!(latencyMs >= 0 && latencyMs < Infinity)) {
    throw new SimulationError('latencyMs', `must be finite and at least 0, got ${latencyMs}`);
  }
  checkVolumeShare('rules.volumeShare', rules?.volumeShare);
  checkVolumeShare('slippage.volumeShare', slippage?.volumeShare);
  checkActions(actions);
  checkAssignments(assignments, series);
}

function checkVolumeShare(parameter: string, share: number | undefined): void {
  if (share === undefined || (share > 0 && share <= 1)) return;
  throw new SimulationError(parameter, `must be above 0 and at most 1, got ${share}`);
}

function checkAssignments(assignments: readonly Assignment[], series: readonly Series[]): void {
  for (const [n, { symbol, timeMs, contracts }] of assignments.entries()) {
    const terms = series.find((one) => one.symbol === symbol)?.option;
    if (terms === undefined) throw new SimulationError('assignments', `is of ${symbol}, which is no option`, n);
    if (!Number.isFinite(timeMs)) throw new SimulationError('assignments', `has the time ${timeMs}`, n);
    if (!(Number.isInteger(contracts) && contracts > 0)) {
      throw new SimulationError('assignments', `is of ${contracts} contracts`, n);
    }
    if (terms.style === 'EUROPEAN' && timeMs < terms.expiryMs) {
      throw new SimulationError('assignments', `is of ${symbol} before its expiry, which is European`, n);
    }
  }
}
