import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { millis, timestamp, wireDate } from '@cream/domain';
import { Code } from '@cream/grpc';
import { Regime, UnknownRegime_Code } from '@cream/proto/knowledge';
import { BarInterval } from '@cream/proto/market';
import { openDatabase, text } from '@cream/storage';
import { importDays, importSplit, weekdays } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { databaseOptions } from '../src/regime.config.js';
import { at, dataDirectory, FIVE_YEARS, runRegime } from './run-regime.js';

const FILE = 'regime.db';

describe('training on the S&P 500', () => {
  it('keeps what the model is made of', async () => {
    const { regime } = await runRegime();
    const { model, existed } = await regime.train(FIVE_YEARS);
    expect(existed).toBe(false);
    expect(model?.version).toMatch(/^gmm-[0-9a-f]{20}$/);
    const training = model?.training;
    expect(training).toMatchObject({
      symbols: ['SPX'],
      interval: BarInterval.ONE_DAY,
      windowStart: at('2010-01-04T14:30:00Z'),
      windowEnd: at('2014-12-31T21:00:00Z'),
      bars: 1258,
      samples: 1238,
      seed: 7,
      automatic: false,
      converged: true,
    });
    expect(training?.components).toHaveLength(3);
    expect(training?.components.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(training?.components.map((one) => one.regime)).toContain(Regime.HIGH_VOLATILITY);
    expect(training?.transitions.reduce((sum, { count }) => sum + count, 0)).toBe(1237);
    // Schwarz: 3 - 1 weights, and a mean and a variance for each of 3 components and each feature.
    const parameters = 2 + 2 * 3 * (training?.features.length ?? 0);
    const bic = -2 * (training?.logLikelihood ?? 0) + parameters * Math.log(1238);
    expect(training?.bic).toBeCloseTo(bic, 6);
    expect((await regime.getModel({ version: model?.version ?? '' })).model).toEqual(model);
    expect((await regime.listModels({})).models.map(({ version }) => version)).toEqual(['rules-1', model?.version]);
  });

  it('answers others meanwhile', async () => {
    const { regime } = await runRegime();
    const order: string[] = [];
    const training = regime.train(FIVE_YEARS).then(() => order.push('trained'));
    const reading = async () => {
      await regime.classify({ scopes: ['SPX'], asOf: at('2014-12-31T21:00:00Z') });
      order.push('classified');
    };
    await reading();
    await reading();
    await training;
    expect(order).toEqual(['classified', 'classified', 'trained']);
  });

  it('ends when nobody waits for it any more, and keeps nothing', async () => {
    const { regime } = await runRegime();
    const caller = new AbortController();
    const training = regime.train(FIVE_YEARS, { signal: caller.signal });
    await regime.classify({ scopes: ['SPX'], asOf: at('2014-12-31T21:00:00Z') });
    caller.abort();
    await expect(training).rejects.toMatchObject({ code: Code.Canceled });
    expect((await regime.listModels({})).models).toHaveLength(1);
    // Nothing of it goes on: the same question is trained anew.
    expect((await regime.train(FIVE_YEARS)).existed).toBe(false);
  });

  it('gives the same version for the same question, another for another', async () => {
    const { regime } = await runRegime();
    const first = await regime.train(FIVE_YEARS);
    const again = await regime.train({ ...FIVE_YEARS, asOf: at('2016-03-01T21:00:00Z') });
    expect(again).toEqual({ ...first, existed: true });
    const elsewhere = await (await runRegime()).regime.train(FIVE_YEARS);
    expect(elsewhere.model).toEqual(first.model);
    const others = await Promise.all([
      regime.train({ ...FIVE_YEARS, seed: 8 }),
      regime.train({ ...FIVE_YEARS, components: 4 }),
      regime.train({ ...FIVE_YEARS, from: wireDate('2010-01-05') }),
      regime.train({ ...FIVE_YEARS, symbols: ['AAPL'], from: wireDate('2013-05-13') }),
    ]);
    const versions = new Set([first, ...others].map(({ model }) => model?.version));
    expect(versions.size).toBe(5);
  });

  it('chooses the number of components by the criterion when none is named', async () => {
    const { regime } = await runRegime();
    const { model } = await regime.train({ ...FIVE_YEARS, from: wireDate('2013-01-02'), components: 0 });
    const { automatic, criteria = [], components, bic } = model?.training ?? {};
    expect(automatic).toBe(true);
    expect(criteria.map((one) => one.components)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(bic).toBe(Math.min(...criteria.map((one) => one.bic)));
    expect(criteria.find((one) => one.bic === bic)?.components).toBe(components?.length);
  });

  it('outlives the process, in the database', async () => {
    const dataDir = dataDirectory();
    const before = await runRegime({ dataDir });
    const { model } = await before.regime.train(FIVE_YEARS);
    await before.embedded.close();

    const { regime, embedded } = await runRegime({ dataDir, readOnly: true });
    expect((await regime.getModel({ version: model?.version ?? '' })).model).toEqual(model);
    await expect(regime.train({ ...FIVE_YEARS, seed: 8 })).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await embedded.close();
    const database = await openDatabase(databaseOptions({ dataDir, readOnly: true }));
    const rows = await database.all('SELECT version, symbols FROM models', [], (row) => [
      text(row, 'version'),
      text(row, 'symbols'),
    ]);
    expect(rows).toEqual([[model?.version, '["SPX"]']]);
    await database.close();
  });
});

describe('classifying by a trained model', () => {
  it('states label, confidence and every probability as facts', async () => {
    const { regime } = await runRegime();
    const modelVersion = (await regime.train(FIVE_YEARS)).model?.version ?? '';
    const asOf = at('2015-08-25T20:00:00Z');
    const { classifications, facts } = await regime.classify({ scopes: ['SPX'], asOf, modelVersion });
    // The week of the fall of August 2015.
    expect(classifications).toMatchObject([{ scope: 'SPX', regime: Regime.HIGH_VOLATILITY, modelVersion }]);
    const [{ probabilities = [], confidence } = {}] = classifications;
    expect(probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...probabilities.map(({ probability }) => probability))).toBe(confidence);
    expect(facts.map(({ kind }) => kind)).toEqual([
      'regime.label',
      'regime.confidence',
      'regime.probability.bull_trend',
      'regime.probability.bear_trend',
      'regime.probability.range',
      'regime.probability.high_volatility',
      'regime.probability.low_volatility',
    ]);
    for (const fact of facts) expect(fact.source).toMatchObject({ service: 'regime', ref: modelVersion });
  });

  it('believes a regime after two readings of it, and is told by no later bar what a day was', async () => {
    const { regime } = await runRegime();
    const modelVersion = (await regime.train(FIVE_YEARS)).model?.version ?? '';
    const ask = (time: string) => regime.classify({ scopes: ['SPX'], asOf: at(time), modelVersion, withHistory: true });
    const then = await ask('2015-08-25T20:00:00Z');
    expect(then.classifications[0]?.confirmation?.confirmed).toBe(Regime.HIGH_VOLATILITY);
    expect(await ask('2015-08-26T13:30:00Z')).toEqual(then);
    expect(millis(then.facts[0]?.asOf)).toBe(Date.parse('2015-08-25T20:00:00Z'));
  });

  it('refuses a model that knows what came later, naming both times', async () => {
    const { regime } = await runRegime();
    const modelVersion = (await regime.train(FIVE_YEARS)).model?.version ?? '';
    const early = regime.classify({ scopes: ['SPX'], asOf: at('2014-12-30T21:00:00Z'), modelVersion });
    await expect(early).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringMatching(/2014-12-31T21:00:00\.000Z.*2014-12-30T21:00:00\.000Z/),
    });
    const atTheEnd = await regime.classify({ scopes: ['SPX'], asOf: FIVE_YEARS.asOf, modelVersion });
    expect(atTheEnd.classifications).toHaveLength(1);
  });

  it('says why it says nothing: too few bars, no volume', async () => {
    const { regime, marketData } = await runRegime();
    const days = weekdays('2016-02-16', 30, ['2016-03-25']);
    await importDays(
      marketData,
      'QUIET',
      days.map((date, i) => ({ date, close: 50 + (i % 3), volume: 0 })),
    );
    await importDays(
      marketData,
      'YOUNG',
      days.slice(0, 12).map((date) => ({ date, close: 20 })),
    );
    const wish = { ...FIVE_YEARS, symbols: ['AAPL'], from: wireDate('2013-05-13') };
    const { model } = await regime.train(wish);
    expect(model?.training?.features).toContain('volume');
    const { unknown, classifications } = await regime.classify({
      scopes: ['QUIET', 'YOUNG', 'AAPL'],
      asOf: at('2016-03-24T20:00:00Z'),
      modelVersion: model?.version ?? '',
    });
    expect(classifications.map(({ scope }) => scope)).toEqual(['AAPL']);
    expect(unknown.map(({ scope, code }) => [scope, code])).toEqual([
      ['QUIET', UnknownRegime_Code.NO_VOLUME],
      ['YOUNG', UnknownRegime_Code.TOO_FEW_BARS],
    ]);
  });
});

describe('what cannot be trained', () => {
  it.each([
    ['a window after as_of', { to: wireDate('2015-01-02') }, Code.FailedPrecondition, /2015-01-02T21.*2014-12-31T21/],
    ['a window of 30 bars', { from: wireDate('2014-11-18') }, Code.FailedPrecondition, /too few samples/],
    [
      'a window without sessions',
      { from: wireDate('2014-12-25'), to: wireDate('2014-12-25') },
      Code.FailedPrecondition,
      /no session/,
    ],
    ['a range that ends before it begins', { from: wireDate('2015-01-01') }, Code.InvalidArgument, /from/],
    ['a symbol nobody has', { symbols: ['NOSUCH'] }, Code.NotFound, /NOSUCH/],
    ['too many components', { components: 13 }, Code.InvalidArgument, /at most 12/],
    ['an interval nobody holds', { interval: BarInterval.ONE_MINUTE }, Code.FailedPrecondition, /SPX/],
  ])('%s', async (_story, change, code, words) => {
    const { regime } = await runRegime();
    const refused = regime.train({ ...FIVE_YEARS, ...change });
    await expect(refused).rejects.toMatchObject({ code, rawMessage: expect.stringMatching(words) });
    expect((await regime.listModels({})).models).toHaveLength(1);
  });

  it('a price that never moved', async () => {
    const { regime, marketData } = await runRegime();
    const days = weekdays('2014-01-02', 90, ['2014-01-20', '2014-02-17', '2014-04-18']);
    await importDays(
      marketData,
      'FLAT',
      days.map((date) => ({ date, close: 10 })),
    );
    const refused = regime.train({ ...FIVE_YEARS, symbols: ['FLAT'] });
    await expect(refused).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringContaining('too much alike'),
    });
  });
});

describe('a stock that was split', () => {
  const HOLIDAYS = ['2014-01-20', '2014-02-17', '2014-04-18', '2014-05-26'];
  const days = weekdays('2014-01-02', 120, HOLIDAYS);
  const [splitDay = ''] = days.slice(80);
  const drift = (index: number) => 400 * Math.exp(0.001 * index + 0.01 * Math.sin(index * 1.7));
  const raw = (index: number) => (drift(index) / (index < 80 ? 1 : 4)).toFixed(2);
  const volume = (index: number) => (1_000_000 + 1000 * (index % 7)) * (index < 80 ? 1 : 4);

  it('has the regime of one that was not', async () => {
    const { regime, marketData } = await runRegime();
    const announced = `${days[70]}T21:00Z`;
    await importDays(
      marketData,
      'SPLIT',
      days.map((date, i) => ({ date, close: raw(i), volume: volume(i) })),
    );
    await importSplit(marketData, 'SPLIT', '4', { announced, effective: `${splitDay}T04:00Z` });
    await importDays(
      marketData,
      'WHOLE',
      days.map((date, i) => ({
        date,
        close: (Number(raw(i)) * (i < 80 ? 1 : 4)).toFixed(2),
        volume: 1_000_000 + 1000 * (i % 7),
      })),
    );
    const asOf = at(`${days.at(-1)}T20:00Z`);
    const { classifications } = await regime.classify({ scopes: ['SPLIT', 'WHOLE'], asOf, withHistory: true });
    const [split, whole] = classifications;
    expect(split?.atrPercentile).toBe(whole?.atrPercentile);
    expect(split?.trendStrength).toBeCloseTo(whole?.trendStrength ?? Number.NaN, 9);
    expect({ ...split, scope: '', confidence: 0, trendStrength: 0, probabilities: [] }).toEqual({
      ...whole,
      scope: '',
      confidence: 0,
      trendStrength: 0,
      probabilities: [],
    });
  });
});

describe('the database', () => {
  it('is made by the first training, not by looking', async () => {
    const dataDir = dataDirectory();
    const { regime } = await runRegime({ dataDir });
    await regime.listModels({});
    await regime.classify({ scopes: ['SPX'], asOf: timestamp(Date.parse('2016-03-01T21:00:00Z')) });
    expect(existsSync(join(dataDir, FILE))).toBe(false);
    await regime.train(FIVE_YEARS);
    expect(existsSync(join(dataDir, FILE))).toBe(true);
  });

  it('keeps the service from starting when it is of other migrations', async () => {
    const dataDir = dataDirectory();
    const before = await runRegime({ dataDir });
    await before.regime.train(FIVE_YEARS);
    await before.embedded.close();
    const database = await openDatabase(databaseOptions({ dataDir, readOnly: false }));
    await database.run("UPDATE schema_migrations SET checksum = 'another'");
    await database.close();
    await expect(runRegime({ dataDir })).rejects.toThrow('was made with another 0001_models');
  });

  it('keeps a service that only looks from starting when it was never migrated', async () => {
    const dataDir = dataDirectory();
    writeFileSync(join(dataDir, FILE), '');
    await expect(runRegime({ dataDir, readOnly: true })).rejects.toThrow('lacks migration 0001_models');
  });
});
