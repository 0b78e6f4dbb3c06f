import type { SimulationResult } from '../engine/result.js';
import type { Series } from '../engine/series.js';
import type { SimulationSettings } from '../engine/settings.js';
import { Simulation } from '../engine/simulation.js';
import type { Trader } from '../engine/strategy.js';
import { continuousPrices } from '../events/continuous-prices.js';
import { MICROS } from '../ledger/micros.js';
import { type Baseline, type BaselineParameters, baselineParameters } from './baseline.js';

export interface BaselinePlay {
  readonly baseline: Baseline;
  readonly parameters: BaselineParameters;
  /**
   * Units of every entry; undefined: as many whole units as the symbol's share of the cash, with what it has
   * earned of it since, pays for.
   */
  readonly quantity?: number | undefined;
  /** Targets of bars that end earlier are not acted on: epoch milliseconds. Their bars warm indicators up. */
  readonly fromMs: number;
}

/**
 * Lets a baseline trade each series by itself. When its target changes at a bar's close it leaves what it holds and enters
 * what it wants at the next bar's open. Every symbol gets the same share of the cash and the same rules. It sees prices
 * without the jumps of the settings' splits, and trades at those of the bars.
 *
 * @param settings what is short is not held without `allowShort`
 * @throws SimulationError for parameters, settings or bars that cannot be used
 */
export function playBaseline(
  { baseline, parameters, quantity, fromMs }: BaselinePlay,
  settings: SimulationSettings,
  series: readonly Series[],
): SimulationResult {
  const all = baselineParameters(baseline, parameters);
  const simulation = new Simulation(settings, series);
  const { actions = [] } = settings;
  const targets = new Map(
    series.map(({ symbol, bars }) => [symbol, baseline.targets(continuousPrices(bars, symbol, actions), all)]),
  );
  const share = Number(settings.cash) / Math.max(1, series.length);
  const money = new Map(series.map(({ symbol }) => [symbol, share]));
  const sizeOf = (symbol: string) => (quantity === undefined ? { budget: () => money.get(symbol) ?? 0 } : { quantity });
  const wanted = (target: number) => (settings.allowShort === true ? target : Math.max(target, 0));
  const earn = (symbol: string, amount: number) =>
    money.set(symbol, Math.round(((money.get(symbol) ?? 0) + amount) * MICROS) / MICROS);
  /** The orders of each symbol's newest wish: what is left of them is not wanted after the next. */
  const wishes = new Map<string, readonly string[]>();
  const change = (trader: Trader, symbol: string, target: number) => {
    for (const id of wishes.get(symbol) ?? []) trader.cancel(id);
    wishes.set(symbol, turn(trader, symbol, target, sizeOf(symbol)));
  };
  let started = false;
  return simulation.run({
    onBar({ symbol, index, timeMs }, trader) {
      const own = targets.get(symbol);
      if (own === undefined || timeMs < fromMs) return;
      if (!started && baseline.fromTheStart === true) {
        started = true;
        for (const one of series) change(trader, one.symbol, 1);
      }
      const target = own[index] ?? 0;
      // Nothing has been held before the first bar, but what is held from the start.
      const before = index === 0 ? Number(baseline.fromTheStart === true) : (own[index - 1] ?? 0);
      if (target !== before) change(trader, symbol, wanted(target));
    },
    // A symbol buys with its share and what it has earned since, not with what others have.
    onFill({ symbol, buy, quantity: units, price, fees }) {
      earn(symbol, (buy ? -units * price : units * price) - fees);
    },
    onCash({ symbol, amount }) {
      earn(symbol, Number(amount));
    },
  });
}

/** Leaves what is held and enters what is wanted. @returns the orders that do it */
function turn(
  trader: Trader,
  symbol: string,
  target: number,
  size: { quantity: number } | { budget: () => number },
): string[] {
  const units = trader.position(symbol);
  if (Math.sign(units) === target) return [];
  const orders: string[] = [];
  if (units !== 0) {
    const side = units > 0 ? 'SELL' : 'BUY';
    const quantity = Math.abs(units);
    const reason = 'CLOSE';
    orders.push(trader.submit({ symbol, side, type: 'MARKET', quantity, tif: 'GTC', reduceOnly: true, reason }));
  }
  if (target !== 0) {
    const side = target > 0 ? 'BUY' : 'SELL';
    orders.push(trader.submit({ symbol, side, type: 'MARKET', tif: 'GTC', reason: 'ENTRY', ...size }));
  }
  return orders;
}
