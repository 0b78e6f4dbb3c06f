import { wireDate } from '@cream/domain';
import { createServiceClient, createWireTransport } from '@cream/grpc';
import { RegimeService } from '@cream/proto/knowledge';
import { normalQuantile, seededRandom } from '@cream/quant';
import { importDays, importSplit, type StoredDay, weekdays } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, FIVE_YEARS, runRegime } from './run-regime.js';

const HOLIDAYS = ['2014-01-20', '2014-02-17', '2014-04-18', '2014-05-26', '2014-07-04', '2014-09-01'];
const DATES = weekdays('2014-01-02', 200, HOLIDAYS);
const SPLIT_DAY = 130;

/** A year that calms down, gets wild and calms down again, split four for one on the way; raw, as traded. */
function story(): StoredDay[] {
  const random = seededRandom(11);
  let price = 400;
  return DATES.map((date, day) => {
    const wild = day > 80 && day < 140 ? 0.03 : 0.006;
    price *= Math.exp(wild * normalQuantile((random() * 2 ** 32 + 0.5) / (2 ** 32 + 1)));
    return { date, close: (price / (day < SPLIT_DAY ? 1 : 4)).toFixed(2), volume: 1_000_000 + 1000 * (day % 11) };
  });
}

/** What is answered as of a day when the store knows the story up to another one. */
async function answersAt(day: number, knownDays: number) {
  const { regime, marketData, embedded } = await runRegime();
  try {
    await importDays(marketData, 'TALE', story().slice(0, knownDays));
    if (knownDays > SPLIT_DAY - 10) {
      const when = { announced: `${DATES[SPLIT_DAY - 10]}T20:30Z`, effective: `${DATES[SPLIT_DAY]}T04:00Z` };
      await importSplit(marketData, 'TALE', '4', when);
    }
    const asOf = at(`${DATES[day]}T21:00Z`);
    const window = { symbols: ['TALE'], from: wireDate(DATES[0] ?? ''), to: wireDate(DATES[day] ?? '') };
    const { model } = await regime.train({ ...window, asOf, components: 2, seed: 5 });
    const ask = (modelVersion: string) => regime.classify({ scopes: ['TALE'], asOf, modelVersion, withHistory: true });
    return { model, byRules: await ask('rules'), byModel: await ask(model?.version ?? '') };
  } finally {
    await embedded.close();
  }
}

describe('what comes later', () => {
  it('changes neither a model nor what is read by it, splits included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 75, max: DATES.length - 1 }), async (day) => {
        const answers = await answersAt(day, day + 1);
        expect(answers.byModel.classifications).toHaveLength(1);
        expect(await answersAt(day, DATES.length)).toEqual(answers);
      }),
      { numRuns: 5, examples: [[SPLIT_DAY - 1], [SPLIT_DAY]] },
    );
  });
});

describe('over the wire', () => {
  it('answers what it answers in one process', async () => {
    const { regime, embedded } = await runRegime({ grpcPort: 0 });
    const address = `127.0.0.1:${embedded.grpcPort('regime')}`;
    const transport = createWireTransport({ address, services: [RegimeService] });
    onTestFinished(() => transport.close());
    const wired = createServiceClient(RegimeService, transport);
    const { model } = await wired.train(FIVE_YEARS);
    const version = model?.version ?? '';
    expect(await wired.getModel({ version })).toEqual(await regime.getModel({ version }));
    const wish = { scopes: ['SPX'], asOf: FIVE_YEARS.asOf, modelVersion: version, withHistory: true };
    expect(await wired.classify(wish)).toEqual(await regime.classify(wish));
  });
});
