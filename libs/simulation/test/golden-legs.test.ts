import { describe, expect, it } from 'vitest';
import { Simulation } from '../src/index.js';
import { at, dailyBars, series } from './bars.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from './golden.js';

interface PublishedLegs {
  readonly ratios?: readonly number[];
  readonly ok?: boolean;
  readonly why?: string;
}

/** Whether legs of these ratios, each of a symbol of its own, are taken as one order. */
function isTaken(ratios: readonly number[]): boolean {
  const names = ratios.map((_, i) => `S${i}`);
  const bars = dailyBars([
    [100, 100, 100, 100],
    [100, 100, 100, 100],
  ]);
  const simulation = new Simulation(
    { cash: 1e6 },
    names.map((name) => series(name, bars)),
  );
  const legs = ratios.map((ratio, i) => ({ symbol: names[i] ?? '', side: 'BUY', ratio }) as const);
  try {
    simulation.run(at({ 0: (trader) => void trader.submitCombo({ legs, quantity: 1 }) }));
    return true;
  } catch {
    return false;
  }
}

describe('the legs of one order', () => {
  // Alpaca refuses them with 42210000, "leg ratio quantities should be relatively prime".
  it.each([
    [[1, 1], true],
    [[1, 2, 1], true],
    [[2, 3], true],
    [[2, 2], false],
    [[5, 5], false],
    [[4, 6, 2], false],
    [[1], false],
  ] as const)('in the ratios %j are taken: %s', (ratios, ok) => {
    expect(isTaken(ratios)).toBe(ok);
  });

  it.skipIf(!GOLDEN_PRESENT)(`are taken or refused as published${GOLDEN_NOTE}`, () => {
    const { mleg } = goldenJson<{ mleg: PublishedLegs[] }>('rules/alpaca_order_rules.json');
    // How many legs an order may have is each broker's own rule.
    const cases = mleg.filter(({ ratios, why }) => ratios !== undefined && why?.startsWith('max') !== true);
    expect(cases.length).toBeGreaterThan(4);
    for (const { ratios = [], ok } of cases) expect(isTaken(ratios), ratios.join(':')).toBe(ok);
  });
});
