import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import {
  Adjustment,
  CorporateAction_Kind,
  GetBarsRequestSchema,
  ListCorporateActionsRequestSchema,
} from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { csv, row } from './csv-folder.js';
import { at, failing } from './serving.js';
import { dividend, Stored, split } from './stored.js';

const { SPLIT, SPLIT_WHERE_RAW, TOTAL_RETURN, AS_DELIVERED } = Adjustment;

/** Apple's closes around the split of seven for one (announced 2014-04-23, effective 2014-06-09) as they were traded. */
const APPLE = csv(
  '2014-06-04,637.44,647.89,636.11,644.82,11983600',
  '2014-06-05,646.2,649.37,642.61,647.35,10850200',
  '2014-06-06,649.9,651.26,644.47,645.57,12497800',
  '2014-06-09,92.7,93.88,91.75,93.7,75415000',
);
const SEVEN = () => split('AAPL', '7', '2014-04-23T20:30Z', '2014-06-09T04:00Z');

async function apple(...actions: Parameters<Stored['act']>): Promise<Stored> {
  const stored = await Stored.open();
  await stored.import('AAPL', APPLE);
  if (actions.length > 0) await stored.act(...actions);
  return stored;
}

describe("Apple's split of 2014-06-09", () => {
  it('divides what was traded before it, once it has taken effect', async () => {
    const stored = await apple(SEVEN());
    // 644.82 / 7, 647.35 / 7, 645.57 / 7 to eight digits.
    const adjusted = ['92.11714286', '92.47857143', '92.22428571', '93.7'];
    expect(await stored.closes('AAPL', '2014-06-09T20:00Z', SPLIT)).toEqual(adjusted);
    expect(await stored.closes('AAPL', '2014-06-09T20:00Z', AS_DELIVERED)).toEqual([
      '644.82',
      '647.35',
      '645.57',
      '93.7',
    ]);
  });

  it('changes nothing before: neither before its announcement nor before its effect', async () => {
    const stored = await apple(SEVEN());
    for (const asOf of ['2014-06-06T20:00Z', '2014-06-09T03:59Z']) {
      expect(await stored.closes('AAPL', asOf, SPLIT)).toEqual(['644.82', '647.35', '645.57']);
    }
  });

  it('is not known by a read of a time before a late announcement', async () => {
    const late = split('AAPL', '7', '2014-06-09T04:00Z', '2014-06-09T04:00Z');
    const stored = await apple(late);
    expect(await stored.closes('AAPL', '2014-06-09T03:59Z', SPLIT)).toEqual(['644.82', '647.35', '645.57']);
    expect((await stored.closes('AAPL', '2014-06-09T04:00Z', SPLIT))[0]).toBe('92.11714286');
  });

  it('multiplies volumes', async () => {
    const stored = await apple(SEVEN());
    const request = create(GetBarsRequestSchema, {
      symbols: ['AAPL'],
      asOf: at('2014-06-09T20:00Z'),
      adjustment: SPLIT,
    });
    const [answer] = (await stored.reads.getBars(request)).series;
    expect(answer?.bars.map((bar) => bar.volume?.value)).toEqual(['83885200', '75951400', '87484600', '75415000']);
  });

  it('is listed from its announcement on', async () => {
    const stored = await apple(SEVEN());
    const list = async (asOf: string) => {
      const request = create(ListCorporateActionsRequestSchema, { symbols: ['AAPL'], asOf: at(asOf) });
      return (await stored.reads.listCorporateActions(request)).actions;
    };
    expect(await list('2014-04-23T20:29Z')).toEqual([]);
    expect(await list('2014-04-23T20:30Z')).toMatchObject([
      { symbol: 'AAPL', kind: CorporateAction_Kind.SPLIT, value: { value: '7' }, effectiveAt: at('2014-06-09T04:00Z') },
    ]);
  });
});

describe('dividends', () => {
  it('lower earlier prices by what they were of the close before', async () => {
    // 3 of 647.35 went on 2014-06-06: earlier prices keep 1 - 3 / 647.35 of themselves.
    const stored = await apple(dividend('AAPL', '3', '2014-06-01T20:00Z', '2014-06-06T04:00Z'));
    const kept = 1 - 3 / 647.35;
    const closes = (await stored.closes('AAPL', '2014-06-06T20:00Z', TOTAL_RETURN)).map(Number);
    expect(closes[0]).toBeCloseTo(644.82 * kept, 8);
    expect(closes.slice(1)).toEqual([expect.closeTo(647.35 * kept, 8), 645.57]);
    expect(await stored.closes('AAPL', '2014-06-06T20:00Z', SPLIT)).toEqual(['644.82', '647.35', '645.57']);
  });

  it('and splits multiply', async () => {
    const stored = await apple(SEVEN(), dividend('AAPL', '3', '2014-06-01T20:00Z', '2014-06-06T04:00Z'));
    const [first] = await stored.closes('AAPL', '2014-06-09T20:00Z', TOTAL_RETURN);
    expect(Number(first)).toBeCloseTo((644.82 * (1 - 3 / 647.35)) / 7, 8);
  });

  it('before the first bar adjust nothing', async () => {
    const stored = await apple(dividend('AAPL', '3', '2014-05-01T20:00Z', '2014-06-04T04:00Z'));
    expect((await stored.closes('AAPL', '2014-06-09T20:00Z', TOTAL_RETURN))[0]).toBe('644.82');
  });

  it('not below the price are a mistake that is named', async () => {
    const stored = await apple(dividend('AAPL', '700', '2014-06-01T20:00Z', '2014-06-06T04:00Z'));
    expect(await failing(() => stored.closes('AAPL', '2014-06-09T20:00Z', TOTAL_RETURN))).toMatchObject({
      rawMessage: 'AAPL: a dividend of 700 is not below the close 647.35 before it',
    });
  });
});

describe('an announced action', () => {
  it('is stored once; another value for it is a finding, and the first one stays', async () => {
    const stored = await apple(SEVEN());
    expect(await stored.act(SEVEN())).toMatchObject({ inserted: 0, unchanged: 1, conflicts: 0 });
    const other = split('AAPL', '8', '2014-04-23T20:30Z', '2014-06-09T04:00Z');
    expect(await stored.act(other)).toMatchObject({ inserted: 0, conflicts: 1 });
    expect((await stored.closes('AAPL', '2014-06-09T20:00Z', SPLIT))[0]).toBe('92.11714286');
    const { findings } = await stored.findings(['AAPL']);
    expect(findings).toContainEqual(
      expect.objectContaining({
        observed: 'SPLIT 8, announced 2014-04-23T20:30:00.000Z',
        expected: 'SPLIT 7, announced 2014-04-23T20:30:00.000Z',
      }),
    );
  });

  it('changes nothing a past decision saw: raw bars stay what they were', async () => {
    const stored = await apple();
    const before = await stored.closes('AAPL', '2014-06-09T20:00Z');
    await stored.act(SEVEN(), dividend('AAPL', '3', '2014-06-01T20:00Z', '2014-06-06T04:00Z'));
    expect(await stored.closes('AAPL', '2014-06-09T20:00Z')).toEqual(before);
  });

  it.each([
    ['no symbol', { ...SEVEN(), symbol: 'a b' }, 'actions[0].symbol'],
    ['no kind', { ...SEVEN(), kind: 0 }, 'actions[0].kind'],
    ['a ratio of zero', { ...SEVEN(), value: { value: '0' } }, 'actions[0].value'],
    ['a ratio that is no decimal', { ...SEVEN(), value: { value: 'seven' } }, 'actions[0].value'],
    [
      'an announcement after the effect',
      split('AAPL', '7', '2014-06-10T00:00Z', '2014-06-09T04:00Z'),
      'actions[0].announced_at',
    ],
    ['a rename to nothing', { ...SEVEN(), kind: CorporateAction_Kind.RENAME }, 'actions[0].new_symbol'],
  ])('with %s is refused, naming the field', async (_, action, field) => {
    const stored = await apple();
    expect((await failing(() => stored.act(action))).rawMessage).toContain(field);
  });
});

it('prices of files may be adjusted already, so they are not adjusted here', async () => {
  const stored = await Stored.open({ 'MSFT.csv': csv(row('2016-03-01')) });
  expect((await failing(() => stored.closes('MSFT', '2016-03-01T21:00Z', SPLIT))).rawMessage).toMatch(/import them/);
});

it('prices of files are read as delivered by whom that serves, beside raw ones that are adjusted', async () => {
  const stored = await Stored.open({ 'MSFT.csv': csv(row('2014-06-06')) });
  const asOf = '2014-06-09T20:00Z';
  expect(await stored.closes('MSFT', asOf, SPLIT_WHERE_RAW)).toEqual(['100.5']);
  await stored.import('AAPL', APPLE);
  await stored.act(SEVEN());
  expect(await stored.closes('MSFT', asOf, SPLIT_WHERE_RAW)).toEqual(['100.5']);
  expect(await stored.closes('AAPL', asOf, SPLIT_WHERE_RAW)).toEqual(await stored.closes('AAPL', asOf, SPLIT));
  expect(await stored.closes('AAPL', asOf, SPLIT_WHERE_RAW)).not.toEqual(await stored.closes('AAPL', asOf));
});

describe('bars with what happened to their units', () => {
  const paid = () => dividend('AAPL', '0.47', '2014-04-23T20:30Z', '2014-06-05T04:00Z');

  async function actionsOf(stored: Stored, asOf: string, after?: string, symbol = 'AAPL') {
    const times = {
      asOf: timestamp(Date.parse(asOf)),
      ...(after === undefined ? {} : { after: timestamp(Date.parse(after)) }),
    };
    const { series } = await stored.reads.getBars(
      create(GetBarsRequestSchema, { symbols: [symbol], withActions: true, ...times }),
    );
    return (series[0]?.actions ?? []).map(({ kind, value }) => `${CorporateAction_Kind[kind]} ${value?.value}`);
  }

  it('tell the splits and dividends that had taken effect, those known already left out', async () => {
    const stored = await apple(SEVEN(), paid());
    expect(await actionsOf(stored, '2014-06-09T20:00Z')).toEqual(['DIVIDEND 0.47', 'SPLIT 7']);
    expect(await actionsOf(stored, '2014-06-06T20:00Z')).toEqual(['DIVIDEND 0.47']);
    expect(await actionsOf(stored, '2014-06-09T20:00Z', '2014-06-06T20:00Z')).toEqual(['SPLIT 7']);
    expect(await actionsOf(stored, '2014-06-10T20:00Z', '2014-06-09T20:00Z')).toEqual([]);
  });

  it('tell nothing of bars of files, nor when nobody asks', async () => {
    const stored = await Stored.open({ 'AAPL.csv': csv(row('2014-06-06')) });
    await stored.import('AAPL', APPLE);
    await stored.act(SEVEN());
    expect(await actionsOf(stored, '2014-06-09T20:00Z')).toEqual([]);
    const asked = { symbols: ['AAPL'], asOf: timestamp(Date.parse('2014-06-09T20:00Z')) };
    const plain = await (await apple(SEVEN())).reads.getBars(create(GetBarsRequestSchema, asked));
    expect(plain.series[0]?.actions).toEqual([]);
  });
});
