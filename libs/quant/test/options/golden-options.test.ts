import { describe, expect, it } from 'vitest';
import { blackScholes, greeks, greeksPerUnit } from '../../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT } from '../golden.js';
import { optionRows } from './option-rows.js';

// E. G. Haug, "The Complete Guide to Option Pricing Formulas", as in QuantLib's test suite (BSD-3).
describe.skipIf(!GOLDEN_PRESENT)(`published European options${GOLDEN_NOTE}`, () => {
  it.each(optionRows('haug_european_values.csv'))('are worth what the table says: $name', ({ option, number }) => {
    expect(Math.abs(blackScholes(option) - number('expected_value'))).toBeLessThanOrEqual(number('abs_tol'));
  });

  it.each(optionRows('haug_greeks.csv'))('have the Greeks the table says: $name', ({ option, text, number }) => {
    const perUnit = greeksPerUnit(option);
    const perDay = greeks(option);
    if (!perUnit || !perDay) throw new Error('no Greeks');
    const values: Readonly<Record<string, number>> = {
      ...perUnit,
      elasticity: (perUnit.delta * option.spot) / perUnit.price,
      theta_per_year: perUnit.theta,
      theta_per_day_365: perDay.theta,
      dividend_rho: perUnit.dividendRho,
    };
    const value = values[text('greek')] ?? Number.NaN;
    expect(Math.abs(value - number('expected'))).toBeLessThanOrEqual(number('abs_tol'));
  });
});
