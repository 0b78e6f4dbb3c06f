import { OptionRight } from '@cream/proto/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Decimal,
  DomainError,
  exerciseStyle,
  formatOccSymbol,
  isAdjustedRoot,
  isFlexRoot,
  isOccSymbol,
  multiplierOf,
  type OccSymbol,
  optionContract,
  parseOccSymbol,
  symbolOf,
  underlyingOf,
  underlyingOfRoot,
} from '../../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from '../golden.js';

interface Published {
  readonly parse: readonly { osi: string; style: string; root: string; strike: number; expiry: string }[];
  readonly generate: readonly { root: string; right: string; strike: number; yymmdd: string; compact_osi: string }[];
}

const symbols: fc.Arbitrary<OccSymbol> = fc.record({
  root: fc.stringMatching(/^[A-Z][A-Z]{0,4}[1-9]?$/),
  expiration: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  right: fc.constantFrom(OptionRight.CALL as const, OptionRight.PUT as const),
  strike: fc.integer({ min: 1, max: 99_999_999 }).map((thousandths) => new Decimal(thousandths).div(1000)),
});

describe('an OCC symbol', () => {
  it('is read in both of its forms', () => {
    const expected = {
      root: 'AAPL',
      expiration: '2016-03-18',
      right: OptionRight.CALL,
      strike: new Decimal(105),
    };
    expect(parseOccSymbol('AAPL160318C00105000')).toEqual(expected);
    expect(parseOccSymbol('AAPL  160318C00105000')).toEqual(expected);
    expect(parseOccSymbol('F240119P00011820')).toMatchObject({ root: 'F', right: OptionRight.PUT });
    expect(parseOccSymbol('F240119P00011820').strike.toFixed()).toBe('11.82');
  });

  it('comes back as it was written, in 21 characters or without blanks', () => {
    fc.assert(
      fc.property(symbols, (symbol) => {
        const padded = formatOccSymbol(symbol, 'padded');
        expect(padded).toHaveLength(21);
        expect(formatOccSymbol(symbol)).toBe(padded.replaceAll(' ', ''));
        expect(parseOccSymbol(padded)).toEqual(symbol);
        expect(parseOccSymbol(formatOccSymbol(symbol))).toEqual(symbol);
      }),
    );
  });

  it.each([
    '',
    'AAPL',
    'aapl160318C00105000',
    'AAPL160318X00105000',
    'AAPL160318C0105000',
    'AAPL160318C001050000',
    'AAPL16318C00105000',
    'TOOLONG160318C00105000',
    'AAPL160318C00000000',
    ' AAPL160318C00105000',
    'AAPL160318C00105000\n',
  ])('is refused as %j', (text) => {
    expect(() => parseOccSymbol(text)).toThrow(
      expect.objectContaining({ code: 'OCC_SYMBOL_MALFORMED', field: 'occ_symbol' }),
    );
    expect(isOccSymbol(text)).toBe(false);
  });

  it('is refused on a day the calendar does not have', () => {
    expect(() => parseOccSymbol('AAPL160231C00105000')).toThrow(expect.objectContaining({ code: 'DATE_MALFORMED' }));
    expect(isOccSymbol('AAPL161332C00105000')).toBe(false);
    expect(isOccSymbol('AAPL160229C00105000')).toBe(true);
  });

  it.each([
    ['root', { root: 'SEVENCH' }],
    ['lower case', { root: 'aapl' }],
    ['a finer strike', { strike: new Decimal('0.0005') }],
    ['no strike', { strike: new Decimal(0) }],
    ['a strike of six digits', { strike: new Decimal(100_000) }],
    ['another century', { expiration: '1999-01-15' }],
    ['neither right', { right: OptionRight.UNSPECIFIED as OptionRight.CALL }],
  ])('has no room for %s', (_, change) => {
    const symbol = { ...parseOccSymbol('AAPL160318C00105000'), ...change };
    expect(() => formatOccSymbol(symbol)).toThrow(expect.objectContaining({ code: 'OCC_SYMBOL_MALFORMED' }));
  });
});

describe('a root', () => {
  it('tells an adjusted contract by its last digit, a FLEX option by its first', () => {
    expect(['AAPL1', 'TWX2', 'AMZN7'].map(isAdjustedRoot)).toEqual([true, true, true]);
    expect(['AAPL', 'SPXW', 'BRK.B', '1SPX'].map(isAdjustedRoot)).toEqual([false, false, false, false]);
    expect(['1SPX', '2AAPL', 'AAPL1', 'AAPL'].map(isFlexRoot)).toEqual([true, true, false, false]);
  });

  it('stands for its underlying', () => {
    expect(['AAPL', 'AAPL1', 'SPXW', 'NDXP', '1SPX', 'BRK.B'].map(underlyingOfRoot)).toEqual([
      'AAPL',
      'AAPL',
      'SPX',
      'NDX',
      'SPX',
      'BRK.B',
    ]);
    expect(['SPY', 'OEX', 'AAPL1'].map(exerciseStyle)).toEqual(['american', 'american', 'american']);
    expect(['SPXW', 'VIX', 'XSP'].map(exerciseStyle)).toEqual(['european', 'european', 'european']);
  });
});

describe('the contract of a symbol', () => {
  it('is a hundred shares', () => {
    const contract = optionContract('AAPL  160318C00105000');
    expect(symbolOf(contract)).toBe('AAPL160318C00105000');
    expect(underlyingOf(contract)).toBe('AAPL');
    expect(multiplierOf(contract).toFixed()).toBe('100');
    expect(contract.kind.value).toMatchObject({
      expiration: { year: 2016, month: 3, day: 18 },
      strike: { value: '105' },
      right: OptionRight.CALL,
      adjusted: false,
    });
  });

  it('is not guessed when it was adjusted', () => {
    expect(() => optionContract('AAPL1160318C00105000')).toThrow(
      expect.objectContaining({ code: 'OPTION_MULTIPLIER_UNKNOWN', field: 'multiplier' }),
    );
    const contract = optionContract('AAPL1160318C00105000', new Decimal(28));
    expect(contract.kind.value).toMatchObject({ underlying: 'AAPL', multiplier: { value: '28' }, adjusted: true });
    expect(() => optionContract('AAPL1160318C00105000', new Decimal(0))).toThrow(
      expect.objectContaining({ code: 'OPTION_MULTIPLIER_INVALID' }),
    );
  });

  it('counts as adjusted when a known root delivers something else', () => {
    const contract = optionContract('XYZ160318C00105000', new Decimal(150));
    expect(contract.kind.value).toMatchObject({ multiplier: { value: '150' }, adjusted: true });
  });

  it('throws the errors of the domain', () => {
    expect(() => optionContract('nonsense')).toThrow(DomainError);
  });
});

// QuantConnect/Lean, Tests/Common/SymbolRepresentationTests.cs (Apache-2.0).
describe.skipIf(!GOLDEN_PRESENT)(`published OCC symbols${GOLDEN_NOTE}`, () => {
  const { parse, generate } = goldenJson<Published>('rules/occ_option_symbols.json', { parse: [], generate: [] });
  /** Lean names a share by its first ticker ever; GOOG was listed as GOOCV for a week. */
  const FIRST_TICKERS: Readonly<Record<string, string>> = { GOOCV: 'GOOG' };

  it.each(parse)('are read: $osi', ({ osi, style, root, strike, expiry }) => {
    const symbol = parseOccSymbol(osi);
    expect(symbol.root).toBe(FIRST_TICKERS[root] ?? root);
    expect(symbol.strike.eq(strike)).toBe(true);
    expect(symbol.expiration).toBe(expiry);
    expect(symbol.right).toBe(/P\d{8}$/.test(osi) ? OptionRight.PUT : OptionRight.CALL);
    expect(exerciseStyle(symbol.root)).toBe(style.toLowerCase());
  });

  it.each(generate)('are written: $compact_osi', ({ root, right, strike, yymmdd, compact_osi }) => {
    const expiration = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
    const symbol: OccSymbol = {
      root,
      expiration,
      right: right === 'Call' ? OptionRight.CALL : OptionRight.PUT,
      strike: new Decimal(strike),
    };
    expect(formatOccSymbol(symbol)).toBe(compact_osi);
  });
});
