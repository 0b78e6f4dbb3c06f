import { timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { runRegime } from './run-regime.js';

const asOf = timestamp(AS_OF_MS);

describe('regime', () => {
  it('names the model that every classification names', async () => {
    const { regime } = await runRegime();
    const { models } = await regime.listModels({});
    const { classifications } = await regime.classify({ scopes: ['AAPL'], asOf });
    expect(classifications.map(({ modelVersion }) => modelVersion)).toEqual(models.map(({ version }) => version));
  });

  it('means the rules by "rules", by their version and by none', async () => {
    const { regime } = await runRegime();
    const [none, name, version] = await Promise.all(
      ['', 'rules', 'rules-1'].map((modelVersion) => regime.classify({ scopes: ['AAPL', 'SPX'], asOf, modelVersion })),
    );
    expect(none?.classifications).toHaveLength(2);
    expect(name).toEqual(none);
    expect(version).toEqual(none);
    expect((await regime.getModel({ version: 'rules' })).model).toMatchObject({ version: 'rules-1' });
  });

  it('gives the rules’ confidence as probabilities, and only in the answer', async () => {
    const { regime } = await runRegime();
    const { classifications, facts } = await regime.classify({ scopes: ['AAPL'], asOf });
    const [{ confidence = -1, regime: named, probabilities = [] } = {}] = classifications;
    const other = (1 - confidence) / 5;
    for (const one of probabilities) {
      expect(one.probability).toBeCloseTo(one.regime === named ? other + confidence : other, 12);
    }
    expect(probabilities).toHaveLength(5);
    expect(facts.map(({ kind }) => kind)).toEqual([
      'regime.label',
      'regime.confidence',
      'regime.atr_percentile',
      'regime.trend_strength',
    ]);
  });

  it('tells on demand which regime is believed and how they followed each other', async () => {
    const { regime } = await runRegime();
    const { classifications } = await regime.classify({ scopes: ['SPX'], asOf, withHistory: true });
    const [{ confirmation, transitions = [] } = {}] = classifications;
    expect(confirmation).toMatchObject({ confirmations: 2, minimumConfidence: 0.3 });
    // 320 bars are read and 75 needed for the first reading: 246 readings follow each other 245 times.
    expect(transitions.reduce((sum, { count }) => sum + count, 0)).toBe(245);
    for (const [, row] of Map.groupBy(transitions, ({ from }) => from)) {
      expect(row.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    }
  });

  it('refuses a scope nobody has, a model nobody trained and a question without a time', async () => {
    const { regime } = await runRegime();
    const unheardOf = regime.classify({ scopes: ['NOSUCH'], asOf });
    await expect(unheardOf).rejects.toMatchObject({ code: Code.NotFound });
    const untrained = regime.classify({ scopes: ['AAPL'], asOf, modelVersion: 'gmm-0000' });
    await expect(untrained).rejects.toMatchObject({ code: Code.NotFound });
    await expect(regime.getModel({ version: 'gmm-0000' })).rejects.toMatchObject({ code: Code.NotFound });
    await expect(regime.classify({ scopes: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
