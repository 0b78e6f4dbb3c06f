import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { Code, fieldOf } from '@cream/grpc';
import { GetUniverseRequestSchema, ListUniversesRequestSchema, PutUniverseRequestSchema } from '@cream/proto/market';
import { fakeClock } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { failing } from '../serving.js';
import { Stored } from '../stored.js';
import { constituents, fact, holdings, put, resolution, rising, symbolsAt } from './stored-universe.js';

const list = (...symbols: string[]) => ({ source: { kind: 'static', symbols } });
const refers = (...ids: string[]) => ({ source: { kind: 'union', of: ids.map((id) => ({ kind: 'universe', id })) } });

async function withBars(clock = fakeClock(Date.parse('2016-03-10T12:00Z'))) {
  const stored = await Stored.open(undefined, undefined, clock);
  for (const symbol of ['AAPL', 'MSFT']) await stored.import(symbol, rising(50));
  return stored;
}

describe('a stored definition', () => {
  it('is in force always; a second version from now on, and never for times before', async () => {
    const stored = await withBars();
    expect(await put(stored, 'mine', list('AAPL'))).toMatchObject({ created: true, version: { version: 1 } });
    const second = await put(stored, 'mine', list('MSFT'));
    expect(second.version).toMatchObject({ version: 2, effectiveFrom: timestamp(Date.parse('2016-03-10T12:00Z')) });
    expect(await symbolsAt(stored, 'mine', '2016-03-10T11:59Z')).toEqual(['AAPL']);
    expect(await symbolsAt(stored, 'mine', '2016-03-10T12:00Z')).toEqual(['MSFT']);
  });

  it('changes nothing when it says the same, however it is written', async () => {
    const stored = await withBars();
    await put(stored, 'mine', list('AAPL'));
    const again = { source: { symbols: ['aapl'], kind: 'static' }, filters: {} };
    expect(await put(stored, 'mine', again)).toMatchObject({ created: false, version: { version: 1 } });
  });

  it('is found again by another process, every version of it', async () => {
    const stored = await withBars();
    await put(stored, 'mine', list('AAPL'));
    await put(stored, 'mine', list('MSFT'), '2016-04-01T00:00Z');
    const again = await stored.again();
    const { versions } = await again.universes.getUniverse(create(GetUniverseRequestSchema, { universeId: 'mine' }));
    expect(versions.map(({ version, definition }) => [version, JSON.parse(definition).source.symbols])).toEqual([
      [2, ['MSFT']],
      [1, ['AAPL']],
    ]);
  });

  it('is listed beside what definitions can name', async () => {
    const stored = await withBars();
    await put(stored, 'b', list('AAPL'));
    await put(stored, 'a', list('AAPL'));
    await constituents(stored, 'SP500', ['AAPL', '2016-01-04'], ['MSFT', '2016-01-04', '2016-02-01']);
    await holdings(stored, 'SPY', '2016-01-29', { AAPL: '0.5', MSFT: '0.5' });
    await fact(stored, 'AAPL', '2016-02-03T21:30Z', { sector: 'Energy' });
    const { universes, inputs } = await stored.universes.listUniverses(create(ListUniversesRequestSchema));
    expect(universes.map(({ universeId }) => universeId)).toEqual(['a', 'b']);
    const date = (one: { year: number; month: number; day: number } | undefined) => [one?.year, one?.month, one?.day];
    expect(inputs.map(({ id, rows, first, last }) => [id, rows, date(first), date(last)])).toEqual([
      ['SP500', 2, [2016, 1, 4], [2016, 2, 1]],
      ['SPY', 2, [2016, 1, 29], [2016, 1, 29]],
      ['', 1, [2016, 2, 3], [2016, 2, 3]],
    ]);
  });

  it('may refer to others and to "all", through any number of them', async () => {
    const stored = await withBars();
    await put(stored, 'a', list('AAPL'));
    await put(stored, 'b', refers('a'));
    await put(stored, 'c', refers('a', 'b'));
    await put(stored, 'd', { ...refers('all', 'c'), exclude: ['FILE'] });
    expect(await symbolsAt(stored, 'c', '2016-03-01T21:00Z')).toEqual(['AAPL']);
    expect(await symbolsAt(stored, 'd', '2016-03-01T21:00Z')).toEqual(['AAPL', 'MSFT']);
  });
});

describe('a definition that cannot be stored', () => {
  const refusal = async (work: () => Promise<unknown>) => {
    const error = await work().then(
      () => expect.fail('it was stored'),
      (cause: unknown) => cause,
    );
    return { field: fieldOf(error), code: (error as { code: Code }).code, text: (error as Error).message };
  };

  it.each<[string, string, unknown, string, RegExp]>([
    ['that refers to itself', 'a', refers('a'), 'definition.source', /refers to itself: a → a/],
    ['that refers to nobody', 'x', refers('nobody'), 'definition.source', /there is no universe "nobody"/],
    ['that would close a circle', 'a', refers('c'), 'definition.source', /refers to itself: a → c → b → a/],
    [
      'with a negative cap',
      'x',
      { ...list('A'), rank: { by: 'volume' }, sectorCaps: { each: -1 } },
      'definition.sectorCaps.each',
      />=1/,
    ],
    ['of the name that needs none', 'all', list('A'), 'universe_id', /"all" needs no definition/],
    ['of a name that is none', 'Mine!', list('A'), 'universe_id', /does not match/],
  ])('%s is refused, naming the field', async (_, id, definition, field, text) => {
    const stored = await withBars();
    await put(stored, 'a', list('AAPL'));
    await put(stored, 'b', refers('a'));
    await put(stored, 'c', refers('b'));
    expect(await refusal(() => put(stored, id, definition))).toMatchObject({
      field,
      code: Code.InvalidArgument,
      text: expect.stringMatching(text),
    });
  });

  it('because an older version, still in force then, would close the circle', async () => {
    const stored = await withBars();
    await put(stored, 'a', list('AAPL'));
    await put(stored, 'b', refers('a'));
    await put(stored, 'b', list('MSFT'), '2016-06-01T00:00Z');
    const { text } = await refusal(() => put(stored, 'a', refers('b'), '2016-05-01T00:00Z'));
    expect(text).toContain('a → b → a');
    expect(await put(stored, 'a', refers('b'), '2016-06-01T00:00Z')).toMatchObject({ created: true });
    expect(await symbolsAt(stored, 'a', '2016-05-31T00:00Z')).toEqual([]);
  });

  it('because it would change the past of a later version, or two times were given', async () => {
    const stored = await withBars();
    await put(stored, 'a', list('AAPL'), '2016-02-01T00:00Z');
    expect(await refusal(() => put(stored, 'a', list('MSFT'), '2016-01-01T00:00Z'))).toMatchObject({
      field: 'effective_from',
      text: expect.stringContaining('lies before version 1, which is in force from 2016-02-01'),
    });
    const both = { universeId: 'a', definition: '{}', always: true, effectiveFrom: timestamp(0) };
    const call = () => stored.universes.putUniverse(create(PutUniverseRequestSchema, both));
    expect(await refusal(call)).toMatchObject({ field: 'always' });
    const always = { universeId: 'a', definition: JSON.stringify(list('MSFT')), always: true };
    const early = () => stored.universes.putUniverse(create(PutUniverseRequestSchema, always));
    expect(await refusal(early)).toMatchObject({ field: 'always', code: Code.InvalidArgument });
  });
});

describe('a universe that is not there', () => {
  it('is not found, and neither is one that was not yet in force', async () => {
    const stored = await withBars();
    await put(stored, 'later', list('AAPL'), '2016-03-01T00:00Z');
    await put(stored, 'mine', list('AAPL'));
    expect(await failing(() => symbolsAt(stored, 'later', '2016-02-29T00:00Z'))).toEqual({
      code: Code.NotFound,
      rawMessage: 'unknown universe "later" at 2016-02-29T00:00:00.000Z; known are "all", "mine"',
    });
    const unknown = create(GetUniverseRequestSchema, { universeId: 'nobody' });
    expect(await failing(() => stored.universes.getUniverse(unknown))).toEqual({
      code: Code.NotFound,
      rawMessage: 'the universe "nobody" is not defined; there are later, mine',
    });
  });

  it('or knows nothing of what it names is a failed precondition, not an empty universe', async () => {
    const stored = await withBars();
    await put(stored, 'index', { source: { kind: 'index', index: 'SP500' } });
    await constituents(stored, 'SP500', ['AAPL', '2016-02-01']);
    expect(await failing(() => symbolsAt(stored, 'index', '2016-01-29T21:00Z'))).toEqual({
      code: Code.FailedPrecondition,
      rawMessage: 'no constituents of the index SP500 were known at 2016-01-29T21:00:00.000Z',
    });
    expect(await resolution(stored, 'index', '2016-02-01T21:00Z')).toMatchObject({ symbols: ['AAPL'], version: 1 });
  });
});
