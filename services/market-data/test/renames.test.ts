import { create } from '@bufbuild/protobuf';
import { ListSeriesRequestSchema, ResolveUniverseRequestSchema } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { csv, row } from './csv-folder.js';
import { at, failing } from './serving.js';
import { delisting, listing, rename, Stored, split } from './stored.js';

/** Facebook became Meta on 2022-06-09; META had named a fund until 2022-01-31. */
const RENAME = () => rename('FB', 'META', '2022-05-31T20:00Z', '2022-06-09T04:00Z');
const BARS = csv(row('2022-06-07', 196), row('2022-06-08', 197), row('2022-06-09', 185));

const universe = async (stored: Stored, asOf: string) => {
  const request = create(ResolveUniverseRequestSchema, { universeId: 'all', asOf: at(asOf) });
  const { symbols = [] } = await stored.universes.resolveUniverse(request);
  return symbols.filter((symbol) => symbol !== 'FILE');
};

describe('a rename', () => {
  it('is followed from its effect on: each symbol names the bars in its own time', async () => {
    const stored = await Stored.open();
    await stored.import('FB', BARS);
    await stored.act(RENAME());
    expect(await stored.closes('FB', '2022-06-08T20:00Z')).toEqual(['196.5', '197.5']);
    expect(await stored.closes('META', '2022-06-09T20:00Z')).toEqual(['196.5', '197.5', '185.5']);
    expect(await failing(() => stored.closes('META', '2022-06-08T20:00Z'))).toMatchObject({
      rawMessage: 'unknown symbol "META"; known are FB, FILE',
    });
    expect(await failing(() => stored.closes('FB', '2022-06-09T20:00Z'))).toMatchObject({
      rawMessage: 'unknown symbol "FB"; known are FILE, META',
    });
    expect([await universe(stored, '2022-06-08T20:00Z'), await universe(stored, '2022-06-09T20:00Z')]).toEqual([
      ['FB'],
      ['META'],
    ]);
  });

  it('is followed too when the bars came under the new symbol', async () => {
    const stored = await Stored.open();
    await stored.import('META', BARS);
    expect(await stored.act(RENAME())).toMatchObject({ inserted: 1 });
    expect(await stored.closes('FB', '2022-06-08T20:00Z')).toHaveLength(2);
    expect(await stored.closes('META', '2022-06-09T20:00Z')).toHaveLength(3);
  });

  it('known before the bars sends later files under the new symbol to the same instrument', async () => {
    const stored = await Stored.open();
    await stored.import('FB', csv(row('2022-06-07', 196), row('2022-06-08', 197)));
    await stored.act(RENAME(), split('META', '2', '2022-06-10T20:00Z', '2022-06-13T04:00Z'));
    await stored.import('META', csv(row('2022-06-09', 185)));
    expect(await stored.closes('META', '2022-06-09T20:00Z')).toEqual(['196.5', '197.5', '185.5']);
  });

  it('to a symbol that is in use is a finding and changes nothing', async () => {
    const stored = await Stored.open();
    await stored.import('FB', BARS);
    await stored.import('META', BARS);
    expect(await stored.act(RENAME())).toMatchObject({ inserted: 0, conflicts: 1 });
    expect(await stored.closes('FB', '2022-06-09T20:00Z')).toHaveLength(3);
    expect((await stored.findings(['FB'])).findings).toContainEqual(
      expect.objectContaining({ expected: 'META to be free: it names another instrument' }),
    );
  });
});

describe('a symbol that is used again', () => {
  it('names each instrument in its own time', async () => {
    const stored = await Stored.open();
    await stored.import('META', csv(row('2022-01-27', 14), row('2022-01-28', 15)));
    await stored.act(delisting('META', '2022-01-31T05:00Z'));
    await stored.import('FB', BARS);
    expect(await stored.act(RENAME())).toMatchObject({ inserted: 1 });
    expect(await stored.closes('META', '2022-03-01T21:00Z')).toEqual(['14.5', '15.5']);
    expect(await universe(stored, '2022-03-01T21:00Z')).toEqual([]);
    expect(await stored.closes('META', '2022-06-09T20:00Z')).toEqual(['196.5', '197.5', '185.5']);
  });

  it('begins anew with a listing; more bars of the old one say the date it was held on', async () => {
    const stored = await Stored.open();
    await stored.import('ABC', csv(row('2010-03-02', 10)));
    await stored.act(delisting('ABC', '2012-06-01T04:00Z'), listing('ABC', '2015-01-05T05:00Z'));
    await stored.import('ABC', csv(row('2015-01-05', 99)));
    await stored.import('ABC', csv(row('2010-03-03', 11)), { heldOn: { year: 2010, month: 3, day: 3 } });
    expect(await stored.closes('ABC', '2012-01-03T21:00Z')).toEqual(['10.5', '11.5']);
    expect(await stored.closes('ABC', '2015-01-05T21:00Z')).toEqual(['99.5']);
    expect(await stored.act(listing('ABC', '2015-01-05T05:00Z'))).toMatchObject({ unchanged: 1 });
    const { series } = await stored.reads.listSeries(create(ListSeriesRequestSchema, { allIntervals: true }));
    expect(series.filter(({ symbol }) => symbol === 'ABC').map(({ bars }) => bars)).toEqual([2, 1]);
  });
});
