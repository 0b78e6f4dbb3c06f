import { at, held, type Numbers, requireFinite } from '../numbers.js';
import { mean } from '../statistics/statistics.js';

/** Share of closed trades that earned more than 0; undefined without trades. A trade that earned nothing is no win. */
export function winRate(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  return realized.length === 0 ? undefined : winsOf(realized).length / realized.length;
}

/** Sum of the gains / sum of the losses; undefined when nothing was lost. */
export function profitFactor(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  const losses = -sumOf(lossesOf(realized));
  return losses > 0 ? held(sumOf(winsOf(realized)) / losses) : undefined;
}

/** Mean result of a trade, in the currency of the results; undefined without trades. */
export function expectancy(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  return mean(realized);
}

/** Mean result of the trades that won; undefined when none did. */
export function averageWin(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  return mean(winsOf(realized));
}

/** Mean result of the trades that lost, below 0; undefined when none did. */
export function averageLoss(realized: Numbers): number | undefined {
  requireFinite('realized', realized);
  return mean(lossesOf(realized));
}

/** Payoff ratio: average win / size of the average loss; undefined unless trades of both kinds were closed. */
export function payoffRatio(realized: Numbers): number | undefined {
  const win = averageWin(realized);
  const loss = averageLoss(realized);
  return win === undefined || loss === undefined ? undefined : held(win / -loss);
}

/**
 * Mean result of a trade in multiples of the average loss (Van Tharp's expectancy): win rate × payoff − loss rate.
 * Undefined when no trade lost.
 */
export function expectancyRatio(realized: Numbers): number | undefined {
  const average = expectancy(realized);
  const loss = averageLoss(realized);
  return average === undefined || loss === undefined ? undefined : held(average / -loss);
}

/** Runs of results of one kind among trades in the order of their closing. */
export interface Streaks {
  readonly longestWin: number;
  readonly longestLoss: number;
  /** The run that is still open: positive wins, negative losses, 0 after a trade that earned nothing or without trades. */
  readonly current: number;
}

/** Longest winning and losing streaks; a trade that earned nothing ends both. */
export function streaks(realized: Numbers): Streaks {
  requireFinite('realized', realized);
  let longestWin = 0;
  let longestLoss = 0;
  let current = 0;
  for (let i = 0; i < realized.length; i++) {
    const side = Math.sign(at(realized, i));
    current = side === Math.sign(current) ? current + side : side;
    longestWin = Math.max(longestWin, current);
    longestLoss = Math.max(longestLoss, -current);
  }
  return { longestWin, longestLoss, current: current + 0 };
}

function winsOf(realized: Numbers): Float64Array {
  return Float64Array.from(realized).filter((result) => result > 0);
}

function lossesOf(realized: Numbers): Float64Array {
  return Float64Array.from(realized).filter((result) => result < 0);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
