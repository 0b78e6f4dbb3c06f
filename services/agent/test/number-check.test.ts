import { describe, expect, it } from 'vitest';
import { unsupportedNumbers } from '../src/evidence/number-check.js';
import { number } from './a-market.js';

describe('the numbers of a claim', () => {
  const price = number('price.last', '1234.567');
  const month = number('indicator.return_20', '-0.0531');
  const rsi = number('indicator.rsi_14', '71.34');

  it.each([
    ['may be rounded to the digits that are written', 'Close at 1,234.57', []],
    ['may leave out the cents', 'Close near 1235', []],
    ['must be right at the precision they claim', 'Close at 1234.56', ['1234.56']],
    ['may state a ratio in percent', 'It returned -5.3% over 20 bars', []],
    ['may state the size of a loss', 'It lost 5.3% over 20 bars', []],
    ['may not turn a gain into a loss', 'RSI 14 at -71.3', ['71.3']],
    ['may name the mark an indicator is held against', 'RSI 14 at 71.3 is above 70', []],
    ['may not come from nowhere', 'It will reach 2000', ['2000']],
    ['are not digits inside a word', 'Strong in Q3', []],
  ])('%s', (_story, text, unsupported) => {
    expect(unsupportedNumbers(text, [price, month, rsi])).toEqual(unsupported);
  });
});
