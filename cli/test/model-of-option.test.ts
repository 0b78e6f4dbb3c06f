import { create } from '@bufbuild/protobuf';
import { Decimal, formatOccSymbol, optionContract, timestamp, wire } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import { type OptionSnapshot, OptionSnapshotSchema, QuoteSchema } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { type MarketView, modelOfOption } from '../src/options/model-of-option.js';

const AS_OF = Date.parse('2026-01-05T21:00:00Z');
const YEAR_MS = 365 * 86_400_000;

/** An option of some years from now, quoted a cent around a middle. */
function option(root: string, right: 'C' | 'P', strike: number, years: number, middle: number): OptionSnapshot {
  const parsed = {
    root,
    expiration: '2026-12-18',
    right: right === 'C' ? OptionRight.CALL : OptionRight.PUT,
    strike: new Decimal(strike),
  } as const;
  const { kind } = optionContract(formatOccSymbol(parsed), root.endsWith('1') ? new Decimal(150) : undefined);
  if (kind.case !== 'option') throw new Error('no option');
  return create(OptionSnapshotSchema, {
    contract: kind.value,
    quote: {
      symbol: kind.value.occSymbol,
      bid: wire(middle - 0.005),
      ask: wire(middle + 0.005),
      time: timestamp(AS_OF),
    },
    expiresAt: timestamp(AS_OF + years * YEAR_MS),
  });
}

const withoutQuote = ({ quote: _, ...option }: OptionSnapshot): OptionSnapshot => option;
const view = (spot: number | string, rate: number): MarketView => ({ asOfMs: AS_OF, spot, rate, dividendYield: 0 });

describe('what a model says of an option', () => {
  // Hull, Options, Futures, and Other Derivatives, 15.9: S 42, K 40, r 10 %, volatility 20 %, half a year: 4.76.
  it('is, of a European one, the volatility that gives its price, and its Greeks', () => {
    const model = modelOfOption(option('SPX', 'C', 40, 0.5, 4.759), view(42, 0.1));
    expect(model).toMatchObject({ style: 'european', earlyExercise: 0, value: 4.759 });
    if (typeof model === 'string') throw new Error(model);
    expect(model.impliedVolatility).toBeCloseTo(0.2, 3);
    // N(d1) of the same page is 0.7791; the Greeks from their formulas.
    expect(model.delta).toBeCloseTo(0.7791, 3);
    expect(model.gamma).toBeCloseTo(0.04996, 3);
    expect(model.vega).toBeCloseTo(0.08813, 3);
    expect(model.theta).toBeCloseTo(-4.5591 / 365, 3);
    expect(model.rho).toBeCloseTo(0.13982, 3);
  });

  // Hull 21.1: S 50, K 50, r 10 %, volatility 40 %, five months: the American put is worth 4.283, the European 4.076.
  it('is, of an American one, also what the right to exercise early is worth', () => {
    const model = modelOfOption(option('AAPL', 'P', 50, 5 / 12, 4.283), view(50, 0.1));
    if (typeof model === 'string') throw new Error(model);
    expect(model.style).toBe('american');
    expect(model.impliedVolatility).toBeCloseTo(0.4, 3);
    expect(model.earlyExercise).toBeCloseTo(4.283 - 4.076, 2);
    expect(model.delta).toBeCloseTo(-0.42, 1);
  });

  it.each([
    [
      'a price below what exercise gives',
      option('AAPL', 'C', 40, 0.5, 1.5),
      view(42, 0.1),
      /^worth at least 3\.9508 at any/,
    ],
    ['a price above the underlying', option('AAPL', 'C', 40, 0.5, 43), view(42, 0.1), /^worth at most 42\.0000 at any/],
    ['an adjusted contract', option('AAPL1', 'C', 40, 0.5, 4.76), view(42, 0.1), /^adjusted/],
    [
      'no price of the underlying',
      option('AAPL', 'C', 40, 0.5, 4.76),
      view('no price of AAPL', 0.1),
      /^no price of AAPL$/,
    ],
    [
      'one side only',
      { ...option('AAPL', 'C', 40, 0.5, 4.76), quote: create(QuoteSchema, { ask: wire(5) }) },
      view(42, 0.1),
      /^no two-sided quote$/,
    ],
    ['no quote', withoutQuote(option('AAPL', 'C', 40, 0.5, 4.76)), view(42, 0.1), /^no two-sided quote$/],
    ['an expired one', option('SPX', 'C', 40, 0, 2), view(42, 0.1), /^no volatility: expired$/],
  ])('is nothing, and why, with %s', (_, one, against, why) => {
    expect(modelOfOption(one, against)).toMatch(why);
  });

  it('is nothing of a stale quote', () => {
    const one = option('AAPL', 'C', 40, 0.5, 4.76);
    if (one.quote !== undefined) one.quote.stale = true;
    expect(modelOfOption(one, view(42, 0.1))).toBe('its quote is stale');
  });
});
