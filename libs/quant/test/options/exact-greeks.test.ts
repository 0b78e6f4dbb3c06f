import { describe, expect, it } from 'vitest';
import { GREEK_NAMES, greeksPerUnit, type OptionInput } from '../../src/index.js';

/**
 * Values and derivatives by mpmath 1.4 with 110 digits: the formula of Black, Scholes and Merton with the error function,
 * and central differences of fourth order at a step of 1e-10, nested for the higher ones. In the order of `GREEK_NAMES`.
 */
const ROWS: readonly (readonly [name: string, option: OptionInput, numbers: readonly number[]])[] = [
  [
    'a call out of the money',
    { right: 'call', spot: 100, strike: 110, years: 0.25, volatility: 0.35, rate: 0.04, dividendYield: 0.02 },
    [
      3.5069154087222616, 0.3324559536767407, 0.0206927792761555, 18.10618186663606, -13.198962597649833,
      7.434669989737952, -8.311398841918518, 0.6244647999276977, -0.4718617994281645, 13.380974604014073,
      0.00029981847153711587, 0.03008114192602551, -0.04382968409871392,
    ],
  ],
  [
    'a put of ten years, with a negative rate and a high yield',
    { right: 'put', spot: 100, strike: 90, years: 10, volatility: 0.15, rate: -0.01, dividendYield: 0.06 },
    [
      46.31029870721846, -0.463904919716956, 0.0027535736934835666, 41.303605402253496, -4.020214465607778,
      -927.0079067891406, 463.90491971695604, 1.2981071211387627, -0.018295082737173115, 417.24579867116444,
      3.1469000872912846e-5, 0.0005073033716018497, 0.009459228621520517,
    ],
  ],
  [
    'a call of 53 minutes, of a volatility of 500 %',
    { right: 'call', spot: 100, strike: 100, years: 0.0001, volatility: 5, rate: 0, dividendYield: 0 },
    [
      1.9945036390476085, 0.509972518195238, 0.07976352608327636, 0.3988176304163818, -9970.440760409545,
      0.00490027481804762, -0.0050997251819523805, 0.001994088152081909, -49.852203802047725, -4.985220380204773e-5,
      -0.0011964528912491454, 399.066891435392, -0.01596267565741568,
    ],
  ],
  [
    'a put far out of the money, of a volatility of 1 %',
    { right: 'put', spot: 50, strike: 45, years: 2, volatility: 0.01, rate: 0.03, dividendYield: 0.01 },
    [
      2.710602258629434e-26, -4.010035152838843e-25, 5.8871573044161555e-24, 2.943578652208078e-22,
      -3.340779670905464e-25, -4.0154563573561017e-23, 4.010035152838843e-23, -4.275857528991147e-21,
      4.798476482908874e-24, 3.109842205232256e-18, -8.575263687199959e-23, -6.832655563655334e-23,
      6.160812837420351e-20,
    ],
  ],
];

describe('all Greeks to the last digits', () => {
  it.each(ROWS)('of %s', (_, option, numbers) => {
    const ours = greeksPerUnit(option);
    for (const [i, name] of GREEK_NAMES.entries()) {
      const reference = numbers[i] ?? Number.NaN;
      expect(Math.abs((ours?.[name] ?? Number.NaN) / reference - 1), name).toBeLessThan(1e-12);
    }
  });
});
