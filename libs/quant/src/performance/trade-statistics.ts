import { at, type Numbers, requireFinite } from '../numbers.js';

/** Share of closed trades that earned more than 0; undefined without trades. A trade that earned nothing is no win. */
export function winRate(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  if (realized.length === 0) return undefined;
  let wins = 0;
  for (let i = 0; i < realized.length; i++) if (at(realized, i) > 0) wins++;
  return wins / realized.length;
}

/** Sum of the gains / sum of the losses; undefined when nothing was lost. */
export function profitFactor(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < realized.length; i++) {
    const result = at(realized, i);
    if (result > 0) gains += result;
    else losses -= result;
  }
  return losses > 0 ? gains / losses : undefined;
}

/** Share of the periods in which a position was held; undefined without periods. */
export function exposure(held: readonly boolean[]): number | undefined {
  return held.length === 0 ? undefined : held.filter(Boolean).length / held.length;
}
