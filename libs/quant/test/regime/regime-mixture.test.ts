import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComponentCentre,
  classifyByMixture,
  labelComponents,
  type RegimeMixture,
  regimeFeatures,
  trainRegimeMixture,
} from '../../src/index.js';
import { normals, seeded } from '../random.js';

interface Chapter {
  readonly days: number;
  readonly drift: number;
  readonly volatility: number;
}

/** Closes that drift and vary chapter by chapter. */
function closesOf(chapters: readonly Chapter[], seed = 1): number[] {
  const random = seeded(seed);
  let price = 100;
  return chapters.flatMap(({ days, drift, volatility }) =>
    normals(random, days).map((normal) => {
      price *= Math.exp(drift + volatility * normal);
      return price;
    }),
  );
}

const calm: Chapter = { days: 250, drift: 0, volatility: 0.003 };
const storm: Chapter = { days: 120, drift: 0, volatility: 0.04 };
const rise: Chapter = { days: 250, drift: 0.006, volatility: 0.012 };
const fall: Chapter = { days: 250, drift: -0.006, volatility: 0.012 };
const chapters = [calm, rise, storm, fall, calm, rise, fall, storm];
const story = regimeFeatures(closesOf(chapters));

const train = (components?: number | number[], seed = 3): RegimeMixture | undefined =>
  trainRegimeMixture(story, { ...(components === undefined ? {} : { components }), random: seeded(seed) });

function trained(components?: number | number[]): RegimeMixture {
  const model = train(components);
  if (model === undefined) throw new Error('the story is long enough for a model');
  return model;
}

/** Labels of the bars of a chapter whose 20 bars all lie in it. */
function labelsWithin(model: RegimeMixture, chapter: number): string[] {
  const start = chapters.slice(0, chapter).reduce((sum, { days }) => sum + days, 0);
  const end = start + (chapters[chapter]?.days ?? 0);
  return classifyByMixture(model, story)
    .slice(start + 20 - story.offset, end - story.offset)
    .map(({ label }) => label);
}

const shareOf = (labels: readonly string[], label: string): number =>
  labels.filter((each) => each === label).length / labels.length;

describe('a mixture trained on a market of four kinds', () => {
  const model = trained(4);

  it('names the calm, the storm, the rise and the fall', () => {
    expect(model.labels.toSorted()).toEqual(['BEAR_TREND', 'BULL_TREND', 'HIGH_VOLATILITY', 'LOW_VOLATILITY']);
    expect(shareOf(labelsWithin(model, 0), 'LOW_VOLATILITY')).toBeGreaterThan(0.95);
    expect(shareOf(labelsWithin(model, 1), 'BULL_TREND')).toBeGreaterThan(0.9);
    expect(shareOf(labelsWithin(model, 2), 'HIGH_VOLATILITY')).toBeGreaterThan(0.95);
    expect(shareOf(labelsWithin(model, 3), 'BEAR_TREND')).toBeGreaterThan(0.9);
  });

  it('gives every label a probability, together one, the named one the largest', () => {
    for (const { label, confidence, probabilities } of classifyByMixture(model, story)) {
      const shares = Object.values(probabilities);
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
      expect(Math.max(...shares)).toBe(probabilities[label]);
      expect(confidence).toBeCloseTo(probabilities[label], 12);
    }
  });

  it('recognises a year it was not trained on', () => {
    const another = regimeFeatures(closesOf([{ ...storm, days: 200 }], 99));
    const labels = classifyByMixture(model, another).map(({ label }) => label);
    expect(shareOf(labels, 'HIGH_VOLATILITY')).toBeGreaterThan(0.95);
  });

  it('says something of a day beyond anything it has seen', () => {
    const crash = regimeFeatures([...closesOf([calm]), 1e-6]);
    expect(classifyByMixture(model, crash).at(-1)).toMatchObject({ label: 'HIGH_VOLATILITY', confidence: 1 });
  });

  it('is the same for the same seed and after it was written down', () => {
    expect(train(4)).toEqual(model);
    const read: RegimeMixture = JSON.parse(JSON.stringify(model));
    expect(classifyByMixture(read, story)).toEqual(classifyByMixture(model, story));
  });

  it('refuses rows of other features than its own', () => {
    const closes = closesOf([calm]);
    const withVolume = regimeFeatures(
      closes,
      closes.map(() => 100),
    );
    expect(() => classifyByMixture(model, withVolume)).toThrow(
      'rows must hold return, volatility, trend, got return, volatility, volume, trend',
    );
  });
});

describe('the number of components', () => {
  it('is chosen by the criterion where none is asked for', () => {
    const model = trained([1, 2, 4]);
    expect(model.labels).toHaveLength(4);
    expect(model.bic).toBe(Math.min(...model.criteria.map(({ bic }) => bic)));
    expect(trained([2, 3]).criteria.map(({ components }) => components)).toEqual([2, 3]);
  });

  it('is what no model of a price that never moves or of too few bars has', () => {
    const still = regimeFeatures(new Array<number>(100).fill(50));
    expect(trainRegimeMixture(still, { random: seeded(1) })).toBeUndefined();
    expect(
      trainRegimeMixture(regimeFeatures(closesOf([{ ...calm, days: 69 }])), { random: seeded(1) }),
    ).toBeUndefined();
  });
});

describe('components are named', () => {
  const centre = (volatility: number, trend: number, weight = 0.2): ComponentCentre => ({ weight, volatility, trend });

  it('by volatility at the ends and by trend between', () => {
    const centres = [centre(0.02, 1.2), centre(0.05, -2), centre(0.02, 0.1), centre(0.005, 2), centre(0.02, -0.8)];
    expect(labelComponents(centres, 0.001)).toEqual([
      'BULL_TREND',
      'HIGH_VOLATILITY',
      'RANGE',
      'LOW_VOLATILITY',
      'BEAR_TREND',
    ]);
  });

  it('each for itself: of three that rise none is a bear trend', () => {
    const centres = [centre(0.01, 0), centre(0.02, 0.6), centre(0.02, 0.9), centre(0.02, 1.3), centre(0.04, 0)];
    expect(labelComponents(centres, 0.001).slice(1, 4)).toEqual(['BULL_TREND', 'BULL_TREND', 'BULL_TREND']);
  });

  it('by trend alone where volatility tells nothing', () => {
    expect(labelComponents([centre(0.01, 0.5)], 0.001)).toEqual(['BULL_TREND']);
    expect(labelComponents([centre(0.01, -0.5), centre(0.01, 0.49)], 0.001)).toEqual(['BEAR_TREND', 'RANGE']);
  });

  it('without letting one that stands for no bar take an end', () => {
    const centres = [centre(0.01, 0), centre(0.02, 0), centre(0.9, 0, 1e-9)];
    expect(labelComponents(centres, 0.001)).toEqual(['LOW_VOLATILITY', 'HIGH_VOLATILITY', 'RANGE']);
  });
});

describe('whatever the prices', () => {
  it('a bar is read from itself and the bars before it', () => {
    const model = trained(4);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 21, max: 90 }), (seed, length) => {
        const closes = closesOf([{ ...rise, days: 100 }], seed);
        const early = classifyByMixture(model, regimeFeatures(closes.slice(0, length)));
        expect(classifyByMixture(model, regimeFeatures(closes)).slice(0, early.length)).toEqual(early);
      }),
      { numRuns: 30 },
    );
  });

  it('the currency they are quoted in does not matter', () => {
    const closes = closesOf(chapters);
    const other = regimeFeatures(closes.map((close) => close * 1024));
    expect(trainRegimeMixture(other, { components: 3, random: seeded(5) })).toEqual(
      trainRegimeMixture(story, { components: 3, random: seeded(5) }),
    );
  });
});
