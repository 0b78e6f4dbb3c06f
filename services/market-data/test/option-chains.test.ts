import { Decimal, dec, formatOccSymbol, optionContract, timestamp, wire, wireDate } from '@cream/domain';
import { type Client, Code } from '@cream/grpc';
import { OptionRight } from '@cream/proto/common';
import { CorporateAction_Kind, Finding_Code, type MarketDataService } from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, runMarketData } from './run-market-data.js';

type Market = Client<typeof MarketDataService>;

const TAKEN = '2016-03-01T20:00:00Z';
const EXPIRATION = '2016-03-18';

/** A call or put on AAPL with a quote of a minute before the chain was taken. */
function option(
  strike: number,
  more: { right?: OptionRight.PUT; expiration?: string; root?: string; multiplier?: number } = {},
) {
  const { right = OptionRight.CALL, expiration = EXPIRATION, root = 'AAPL', multiplier } = more;
  const symbol = formatOccSymbol({ root, expiration, right, strike: new Decimal(strike) });
  const instrument = optionContract(symbol, multiplier === undefined ? undefined : new Decimal(multiplier));
  if (instrument.kind.case !== 'option') throw new Error('no option');
  return {
    contract: instrument.kind.value,
    quote: {
      symbol,
      bid: wire('1.05'),
      ask: wire('1.1'),
      bidSize: wire(10),
      askSize: wire(12),
      time: at('2016-03-01T19:59:00Z'),
    },
    impliedVolatility: 0.25,
    delta: 0.5,
    openInterest: 1200n,
  };
}

const chain = (options: object[], takenAt = TAKEN, underlying = 'AAPL') => {
  return { underlying, takenAt: at(takenAt), options, source: 'Alpaca' };
};
const symbols = async (market: Market, asOf: string, more: object = {}) => {
  const { options } = await market.getOptionChain({ underlying: 'AAPL', asOf: at(asOf), ...more });
  return options.map(({ contract }) => contract?.occSymbol);
};
const call = (strike: number) =>
  formatOccSymbol({ root: 'AAPL', expiration: EXPIRATION, right: OptionRight.CALL, strike: new Decimal(strike) });

describe('an option chain', () => {
  it('is known from when it was taken, and the newest of its time', async () => {
    const { market } = await runMarketData();
    const asked = (asOf: string) => market.getOptionChain({ underlying: 'AAPL', asOf: at(asOf) });
    await expect(asked(TAKEN)).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      message: expect.stringContaining('option-chain'),
    });
    await market.importOptionChain(chain([option(100)], '2016-03-02T20:00:00Z'));
    expect(await market.importOptionChain(chain([option(100), option(105)]))).toMatchObject({
      inserted: 2,
      quarantined: 0,
    });
    await expect(asked('2016-03-01T19:59:59Z')).rejects.toMatchObject({ code: Code.NotFound });
    expect(await symbols(market, TAKEN)).toEqual([call(100), call(105)]);
    expect(await symbols(market, '2016-03-02T19:59:59Z')).toEqual([call(100), call(105)]);
    expect(await symbols(market, '2016-03-02T20:00:00Z')).toEqual([call(100)]);
    const answer = await asked('2016-03-01T20:00:30Z');
    expect(answer).toMatchObject({ source: 'Alpaca', takenAt: at(TAKEN) });
    expect(answer.options[0]).toMatchObject({
      impliedVolatility: 0.25,
      delta: 0.5,
      openInterest: 1200n,
      quote: { bid: wire('1.05'), ask: wire('1.1'), ageSeconds: 90n, stale: false },
    });
    expect(answer.options[0]?.gamma).toBeUndefined();
  });

  it('has stale quotes once a session closed since', async () => {
    const { market } = await runMarketData();
    await market.importOptionChain(chain([option(100)]));
    const stale = async (asOf: string) =>
      (await market.getOptionChain({ underlying: 'AAPL', asOf: at(asOf) })).options[0]?.quote?.stale;
    expect(await stale('2016-03-02T20:59:59Z')).toBe(false);
    expect(await stale('2016-03-02T21:00:00Z')).toBe(true);
  });

  it('comes in order, and only what was asked for', async () => {
    const { market } = await runMarketData();
    const later = option(95, { expiration: '2016-04-15' });
    const put = option(100, { right: OptionRight.PUT });
    await market.importOptionChain(chain([later, put, option(105), option(100), option(97.5)]));
    const [putSymbol, laterSymbol] = [put.quote.symbol, later.quote.symbol];
    expect(await symbols(market, TAKEN)).toEqual([call(97.5), call(100), putSymbol, call(105), laterSymbol]);
    expect(await symbols(market, TAKEN, { right: OptionRight.PUT })).toEqual([putSymbol]);
    expect(await symbols(market, TAKEN, { strikeFrom: wire(100), strikeTo: wire(104.99) })).toEqual([
      call(100),
      putSymbol,
    ]);
    const april = { expirationFrom: wireDate('2016-03-19'), expirationTo: wireDate('2016-04-15') };
    expect(await symbols(market, TAKEN, april)).toEqual([laterSymbol]);
    const refused = { code: Code.InvalidArgument };
    await expect(symbols(market, TAKEN, { strikeFrom: wire(2), strikeTo: wire(1) })).rejects.toMatchObject(refused);
    const backwards = { expirationFrom: april.expirationTo, expirationTo: april.expirationFrom };
    await expect(symbols(market, TAKEN, backwards)).rejects.toMatchObject(refused);
  });

  it('leaves out what has expired: with its session, at one o’clock on a half day', async () => {
    const { market } = await runMarketData();
    const halfDay = option(100, { expiration: '2016-11-25' });
    await market.importOptionChain(chain([option(100), halfDay]));
    expect(await symbols(market, '2016-03-18T19:59:59Z')).toHaveLength(2);
    expect(await symbols(market, '2016-03-18T20:00:00Z')).toEqual([halfDay.quote.symbol]);
    expect(await symbols(market, '2016-11-25T17:59:59Z')).toEqual([halfDay.quote.symbol]);
    expect(await symbols(market, '2016-11-25T18:00:00Z')).toEqual([]);
  });

  it('ends with the Friday when it expires on a Saturday, and beyond the calendar with its day', async () => {
    const { market } = await runMarketData();
    const saturday = option(100, { expiration: '2016-03-19' });
    const leap = option(100, { expiration: '2031-01-17' });
    await market.importOptionChain(chain([saturday, leap]));
    expect(await symbols(market, '2016-03-18T19:59:59Z')).toHaveLength(2);
    expect(await symbols(market, '2016-03-18T20:00:00Z')).toEqual([leap.quote.symbol]);
    expect(await symbols(market, '2031-01-18T04:59:59Z')).toEqual([leap.quote.symbol]);
    expect(await symbols(market, '2031-01-18T05:00:00Z')).toEqual([]);
  });

  it('of a share with a dot in its symbol has roots without one; a bid of nothing is a bid', async () => {
    const { market } = await runMarketData();
    const one = option(140, { root: 'BRKB' });
    const named = { ...one, contract: { ...one.contract, underlying: 'BRK.B' }, quote: { ...one.quote, bid: wire(0) } };
    expect(await market.importOptionChain(chain([named], TAKEN, 'BRK.B'))).toMatchObject({
      inserted: 1,
      quarantined: 0,
    });
    const { options } = await market.getOptionChain({ underlying: 'BRK.B', asOf: at(TAKEN) });
    expect(options).toMatchObject([{ contract: { underlying: 'BRK.B' }, quote: { bid: wire(0) } }]);
  });

  it('that is imported again changes nothing; another one for its time is a finding', async () => {
    const { market } = await runMarketData();
    await market.importOptionChain(chain([option(100), option(105)]));
    const again = [option(105), option(100)].map((one) => ({
      ...one,
      quote: { ...one.quote, ageSeconds: 7n, stale: true },
    }));
    expect(await market.importOptionChain(chain(again))).toMatchObject({ inserted: 0, unchanged: 2, conflicts: 0 });
    expect(await market.importOptionChain(chain([option(100)]))).toMatchObject({
      inserted: 0,
      unchanged: 0,
      conflicts: 1,
    });
    expect(await symbols(market, TAKEN)).toHaveLength(2);
    const { findings } = await market.listFindings({ asOf: at(TAKEN), codes: [Finding_Code.CONFLICT] });
    expect(findings).toMatchObject([
      { symbol: 'AAPL', observed: expect.stringMatching(/^another chain of 1 contracts, /) },
    ]);
  });

  it('puts aside what cannot be, each with a finding, and keeps the rest', async () => {
    const { market } = await runMarketData();
    const good = option(100);
    const quote = (more: object) => ({ quote: { ...good.quote, ...more } });
    const wrong: [Finding_Code, object][] = [
      [Finding_Code.CROSSED_QUOTE, { ...option(101), ...quote({ bid: wire('1.2') }) }],
      [Finding_Code.NON_POSITIVE_PRICE, { ...option(102), ...quote({ ask: wire('0') }) }],
      [Finding_Code.NON_POSITIVE_PRICE, { ...option(103), lastPrice: wire('-1'), lastTime: at(TAKEN) }],
      [Finding_Code.BAD_TIME, { ...option(104), ...quote({ time: at('2016-03-01T20:00:01Z') }) }],
      [Finding_Code.BAD_TIME, { ...option(105), ...quote({ time: undefined }) }],
      [Finding_Code.NOT_A_NUMBER, { ...option(106), delta: Number.NaN }],
      [Finding_Code.NOT_A_NUMBER, { ...option(107), impliedVolatility: -0.1 }],
      [Finding_Code.BAD_CONTRACT, { ...option(108), contract: { ...option(108).contract, strike: wire(109) } }],
      [Finding_Code.BAD_CONTRACT, { ...option(110), contract: { ...option(110).contract, occSymbol: 'AAPL' } }],
      [Finding_Code.BAD_CONTRACT, option(111, { root: 'MSFT' })],
      [Finding_Code.BAD_CONTRACT, { ...option(112), contract: { ...option(112).contract, multiplier: wire(0) } }],
      [Finding_Code.EXPIRED, option(113, { expiration: '2016-02-26' })],
      [Finding_Code.DUPLICATE, option(100)],
    ];
    const offer = chain([good, ...wrong.map(([, one]) => one)]);
    expect(await market.importOptionChain(offer)).toMatchObject({
      inserted: 1,
      quarantined: wrong.length,
      conflicts: 0,
    });
    expect(await symbols(market, TAKEN)).toEqual([call(100)]);
    const { findings } = await market.listFindings({
      asOf: at(TAKEN),
      symbols: ['AAPL'],
      codes: wrong.map(([code]) => code),
    });
    expect(findings.map(({ code }) => code).toSorted()).toEqual(wrong.map(([code]) => code).toSorted());
    for (const { row, file } of findings) {
      expect(JSON.parse(row)).toHaveProperty('contract');
      expect(file).toBe('Alpaca');
    }
    // The same file again says nothing new.
    await market.importOptionChain(offer);
    expect((await market.listFindings({ asOf: at(TAKEN), codes: wrong.map(([code]) => code) })).findings).toHaveLength(
      wrong.length,
    );
  });

  it('of nothing but what cannot be is not stored', async () => {
    const { market } = await runMarketData();
    await market.importOptionChain(chain([option(113, { expiration: '2016-02-26' })]));
    await expect(symbols(market, TAKEN)).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });

  it('keeps adjusted contracts apart: another root, another number of shares', async () => {
    const { market } = await runMarketData();
    const adjusted = option(100, { root: 'AAPL1', multiplier: 150 });
    await market.importOptionChain(chain([adjusted, option(100)]));
    const { options } = await market.getOptionChain({ underlying: 'AAPL', asOf: at(TAKEN) });
    expect(
      options.map(({ contract }) => [contract?.occSymbol, dec(contract?.multiplier).toNumber(), contract?.adjusted]),
    ).toEqual([
      ['AAPL1160318C00100000', 150, true],
      ['AAPL160318C00100000', 100, false],
    ]);
  });

  it('is found by the name its underlying has then', async () => {
    const { market } = await runMarketData();
    const renamed = {
      symbol: 'FB',
      newSymbol: 'META',
      kind: CorporateAction_Kind.RENAME,
      announcedAt: at('2016-03-02T13:00:00Z'),
      effectiveAt: at('2016-03-04T05:00:00Z'),
    };
    await market.importOptionChain(chain([option(100, { root: 'FB' })], TAKEN, 'FB'));
    await market.importCorporateActions({ actions: [renamed], source: 'test' });
    const found = async (underlying: string, asOf: string) =>
      (await market.getOptionChain({ underlying, asOf: at(asOf) })).options.length;
    expect(await found('FB', '2016-03-03T12:00:00Z')).toBe(1);
    expect(await found('META', '2016-03-04T12:00:00Z')).toBe(1);
    await expect(found('META', '2016-03-03T12:00:00Z')).rejects.toMatchObject({ code: Code.NotFound });
    await expect(found('FB', '2016-03-04T12:00:00Z')).rejects.toMatchObject({ code: Code.NotFound });
  });

  it('of ten thousand contracts is kept whole', async () => {
    const { market } = await runMarketData();
    const expirations = ['2016-03-18', '2016-04-15', '2016-05-20', '2016-06-17', '2017-01-20'];
    const many = expirations.flatMap((expiration) =>
      Array.from({ length: 1000 }, (_, i) => [
        option(10 + i / 2, { expiration }),
        option(10 + i / 2, { expiration, right: OptionRight.PUT }),
      ]).flat(),
    );
    expect(await market.importOptionChain(chain(many))).toMatchObject({ inserted: 10_000 });
    expect(await symbols(market, TAKEN)).toHaveLength(10_000);
    expect(await symbols(market, TAKEN, { right: OptionRight.PUT, expirationTo: wireDate('2016-03-18') })).toHaveLength(
      1000,
    );
  });

  it('answers the same when what was taken later is not there', async () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(hours, fc.integer({ min: 0, max: 300 }), async (taken, cut) => {
        const [whole, past] = [await runMarketData(), await runMarketData()];
        const time = (hour: number) => timestamp(Date.parse('2016-02-01T20:00:00Z') + hour * 3_600_000);
        const offer = (hour: number) => {
          const one = option(50 + hour);
          return { ...chain([{ ...one, quote: { ...one.quote, time: time(hour) } }]), takenAt: time(hour) };
        };
        for (const hour of taken) await whole.market.importOptionChain(offer(hour));
        for (const hour of taken.toReversed()) if (hour <= cut) await past.market.importOptionChain(offer(hour));
        const answer = ({ market }: typeof whole) =>
          market.getOptionChain({ underlying: 'AAPL', asOf: time(cut) }).then(
            ({ options, takenAt }) => ({ options, takenAt }),
            () => 'nothing',
          );
        try {
          expect(await answer(past)).toEqual(await answer(whole));
        } finally {
          await whole.close();
          await past.close();
        }
      }),
      { numRuns: 20 },
    );
  });
});
