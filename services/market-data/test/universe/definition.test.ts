import { describe, expect, it } from 'vitest';
import { DefinitionError, definitionText, readDefinition } from '../../src/app/universe/read-definition.js';

const SCREEN = { source: { kind: 'screener' } };

describe('a definition', () => {
  it('has its defaults written out, and one text however it was written', () => {
    const text = definitionText(
      readDefinition('{ "rank": {"top": 5, "by": "volume"}, "source": {"symbols": [" spy "], "kind": "static"} }'),
    );
    expect(JSON.parse(text)).toEqual({
      source: { kind: 'static', symbols: ['SPY'] },
      exclude: [],
      filters: {},
      allowStale: false,
      rank: { by: 'volume', sessions: 20, skip: 0, order: 'descending', top: 5 },
    });
    expect(definitionText(readDefinition(text))).toBe(text);
  });

  it('keeps amounts exact, as number or as text', () => {
    const filters = { price: { min: 0.1, max: '12345678901234567890.123' }, averageVolume: { min: 1e6 } };
    expect(readDefinition(JSON.stringify({ ...SCREEN, filters })).filters).toEqual({
      price: { min: '0.1', max: '12345678901234567890.123' },
      averageVolume: { min: '1000000', sessions: 20 },
    });
  });

  it('names sectors in any case', () => {
    const definition = { ...SCREEN, rank: { by: 'volume' }, sectorCaps: { of: { utilities: 0, ENERGY: 2 } } };
    const { sectorCaps } = readDefinition(JSON.stringify(definition));
    expect(sectorCaps?.of).toEqual({ Energy: 2, Utilities: 0 });
  });

  const nested = (levels: number): unknown =>
    levels === 0 ? { kind: 'screener' } : { kind: 'union', of: [nested(levels - 1)] };

  it.each<[string, unknown, string, RegExp]>([
    ['no object', [], '', /expected object/],
    ['no source', {}, 'source', /is required/],
    ['a source of no kind', { source: { kind: 'rumour' } }, 'source.kind', /must be static, index/],
    ['a field nobody knows', { ...SCREEN, colour: 'red' }, '', /does not know "colour"/],
    ['no symbols', { source: { kind: 'static', symbols: [] } }, 'source.symbols', />=1/],
    [
      'a symbol that is none',
      { source: { kind: 'static', symbols: ['SPY', 'a b'] } },
      'source.symbols[1]',
      /"A B" is no symbol/,
    ],
    ['an empty union', { source: { kind: 'union', of: [] } }, 'source.of', />=1/],
    [
      'a fault deep inside',
      { source: { kind: 'union', of: [SCREEN.source, { kind: 'intersection', of: [{ kind: 'index' }] }] } },
      'source.of[1].of[0].index',
      /is required/,
    ],
    [
      'a negative amount',
      { ...SCREEN, filters: { marketCap: { min: -1 } } },
      'filters.marketCap.min',
      /not be negative/,
    ],
    [
      'an amount that is no number',
      { ...SCREEN, filters: { price: { min: 'NaN' } } },
      'filters.price.min',
      /"NaN" is no number/,
    ],
    ['an endless amount', { ...SCREEN, filters: { price: { max: 1e40 } } }, 'filters.price.max', /is no number/],
    [
      'a range upside down',
      { ...SCREEN, filters: { price: { min: 5, max: 1 } } },
      'filters.price',
      /min lies above max/,
    ],
    [
      'an unknown sector',
      { ...SCREEN, filters: { sectors: { only: ['Tech'] } } },
      'filters.sectors.only[0]',
      /"Tech" is no GICS sector: choose from Comm/,
    ],
    [
      'a cap of an unknown sector',
      { ...SCREEN, rank: { by: 'volume' }, sectorCaps: { of: { Tech: 1 } } },
      'sectorCaps.of',
      /"Tech" is no GICS sector/,
    ],
    ['a negative cap', { ...SCREEN, rank: { by: 'volume' }, sectorCaps: { each: -1 } }, 'sectorCaps.each', />=1/],
    ['caps without a ranking', { ...SCREEN, sectorCaps: { each: 1 } }, 'sectorCaps', /need a rank/],
    ['a ranking by nothing known', { ...SCREEN, rank: { by: 'beta' } }, 'rank.by', /expected one of "volume"/],
    ['half a session', { ...SCREEN, rank: { by: 'volume', sessions: 2.5 } }, 'rank.sessions', /expected int/],
    [
      'a volatility of one session',
      { ...SCREEN, rank: { by: 'volatility', sessions: 1 } },
      'rank.sessions',
      /2 or more/,
    ],
    ['a skip without a return', { ...SCREEN, rank: { by: 'volume', skip: 3 } }, 'rank.skip', /return only/],
    [
      'a weight in percent',
      { source: { kind: 'holdings', fund: 'SPY', minWeight: 5 } },
      'source.minWeight',
      /must not exceed 1/,
    ],
    ['an id that is none', { source: { kind: 'universe', id: 'A b' } }, 'source.id', /"A b" is no id/],
    ['levels without end', { source: nested(50) }, '', /nested deeper than 32 levels/],
  ])('with %s is refused, naming the field', (_, definition, path, text) => {
    const read = () => readDefinition(JSON.stringify(definition));
    expect(read).toThrow(DefinitionError);
    expect(read).toThrow(expect.objectContaining({ path, text: expect.stringMatching(text) }));
  });

  it('that is no JSON is refused, also when it is nested beyond any stack', () => {
    expect(() => readDefinition('{ source: ')).toThrow(/is no JSON/);
    const deep = `{"source":${'{"kind":"union","of":['.repeat(5_000)}${']}'.repeat(5_000)}}`;
    expect(() => readDefinition(deep)).toThrow(/nested deeper/);
  });
});
