import { DomainError, millis, type Timestamp, timestamp, type WireDate } from '@cream/domain';
import { type Client, failedPrecondition, invalidArgument } from '@cream/grpc';
import { Adjustment, type BarInterval, type MarketDataService, type SymbolBars } from '@cream/proto/market';
import {
  classifyByMixture,
  MIXTURE_SAMPLES_NEEDED,
  QuantError,
  type RegimeFeatureRows,
  type RegimeMixture,
  regimeFeatures,
  seededRandom,
  trainRegimeMixtureInSteps,
} from '@cream/quant';
import { featureColumns } from './feature-columns.js';
import { inTurn } from './in-turn.js';
import type { ModelStore } from './model-store.js';
import { inputHash, modelVersion } from './model-version.js';
import type { TrainedModel, TrainingPlan } from './trained-model.js';
import { type TrainingWindow, trainingWindow } from './training-window.js';
import { transitionCounts } from './transition-counts.js';

export interface TrainingWish {
  readonly symbols: readonly string[];
  readonly from: WireDate;
  readonly to: WireDate;
  readonly asOf: Timestamp;
  /** 0: chosen by the Bayesian information criterion. */
  readonly components: number;
  readonly seed: number;
  readonly interval: BarInterval;
}

/** Of two and more components to choose from. */
const AUTOMATIC = [2, 3, 4, 5, 6, 7, 8] as const;
const MOST_COMPONENTS = 12;
/** Bars of a training: more take minutes of one processor. */
export const MOST_BARS = 200_000;

type MarketData = Pick<Client<typeof MarketDataService>, 'getBars' | 'getSessions'>;

/** Trains models on windows of the past and keeps them. */
export class ModelTrainer {
  constructor(
    private readonly marketData: MarketData,
    private readonly store: ModelStore,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /**
   * The model of a wish, trained unless it is kept already. Bars are read as of the window's end, so that `asOf` decides
   * only whether the question may be asked. Others are answered meanwhile.
   * @throws ConnectError INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION (see the contract); the signal's reason
   */
  async train(wish: TrainingWish, signal?: AbortSignal): Promise<{ model: TrainedModel; existed: boolean }> {
    if (wish.components > MOST_COMPONENTS) throw invalidArgument('components', `must be at most ${MOST_COMPONENTS}`);
    const window = await trainingWindow(this.marketData, wish, millis(wish.asOf));
    const series = await this.#bars(wish, window);
    const plan: TrainingPlan = {
      symbols: series.map(({ symbol }) => symbol),
      interval: oneInterval(series),
      windowStartMs: window.startMs,
      windowEndMs: window.endMs,
      candidates: wish.components === 0 ? AUTOMATIC : [wish.components],
      seed: wish.seed,
    };
    const input = inputHash(series);
    const version = modelVersion(plan, input);
    const kept = await this.store.get(version);
    if (kept !== undefined) return { model: kept, existed: true };
    const model = { ...plan, version, input, ...(await fit(series, plan, signal)), trainedMs: this.now() };
    if (await this.store.add(model)) return { model, existed: false };
    return { model: (await this.store.get(version)) ?? model, existed: true };
  }

  async #bars({ symbols, interval }: TrainingWish, { startMs, endMs }: TrainingWindow): Promise<SymbolBars[]> {
    const wanted = [...new Set(symbols)].sort();
    // Bars end inside of their session; the first one after it opened.
    const { series } = await this.marketData.getBars({
      symbols: wanted,
      interval,
      after: timestamp(startMs),
      asOf: timestamp(endMs),
      adjustment: Adjustment.SPLIT_WHERE_RAW,
    });
    const bars = series.reduce((sum, one) => sum + one.bars.length, 0);
    if (bars > MOST_BARS) throw failedPrecondition(`the window has ${bars} bars, at most ${MOST_BARS} are trained on`);
    return series;
  }
}

function oneInterval(series: readonly SymbolBars[]): BarInterval {
  const [first, ...others] = series;
  const other = others.find(({ interval }) => interval !== first?.interval);
  if (first === undefined || other !== undefined) {
    throw failedPrecondition(`${first?.symbol} and ${other?.symbol} have bars of different intervals: name one`);
  }
  return first.interval;
}

/** What training makes of the bars. @throws ConnectError FAILED_PRECONDITION saying why nothing can be made of them */
async function fit(
  series: readonly SymbolBars[],
  { candidates, seed }: TrainingPlan,
  signal: AbortSignal | undefined,
): Promise<Pick<TrainedModel, 'mixture' | 'transitions' | 'bars'>> {
  const each = featuresOf(series);
  const pooled = pool(each);
  const samples = pooled.values.length / pooled.names.length;
  const bars = series.reduce((sum, one) => sum + one.bars.length, 0);
  if (samples < MIXTURE_SAMPLES_NEEDED) {
    throw failedPrecondition(
      `too few samples: ${bars} bars of ${series.length} symbol(s) make ${samples}, ${MIXTURE_SAMPLES_NEEDED} are needed`,
    );
  }
  const training = trainRegimeMixtureInSteps(pooled, { components: candidates, random: seededRandom(seed) });
  const mixture = await inTurn(training, signal);
  if (mixture === undefined) {
    throw failedPrecondition(`the bars are too much alike for ${candidates.join(' or ')} components`);
  }
  return { mixture, bars, transitions: transitionCounts(each.map((rows) => labelsOf(mixture, rows))) };
}

/** Rows of each symbol; without volume for all when one has none, for a mixture knows one kind of row. */
function featuresOf(series: readonly SymbolBars[]): RegimeFeatureRows[] {
  const columns = series.map((one) => named(one.symbol, () => featureColumns(one)));
  const withVolume = columns.every(({ volume }) => volume !== undefined);
  return columns.map(({ close, volume }, index) =>
    named(series[index]?.symbol ?? '', () => regimeFeatures(close, withVolume ? volume : undefined)),
  );
}

/** Says of which symbol the numbers are that nothing can be computed from. */
function named<T>(symbol: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof QuantError || error instanceof DomainError) {
      throw failedPrecondition(`${symbol}: ${error.message}`);
    }
    throw error;
  }
}

function pool(each: readonly RegimeFeatureRows[]): RegimeFeatureRows {
  const values = new Float64Array(each.reduce((sum, rows) => sum + rows.values.length, 0));
  let next = 0;
  for (const rows of each) {
    values.set(rows.values, next);
    next += rows.values.length;
  }
  return { offset: 0, names: each[0]?.names ?? [], values };
}

function labelsOf(mixture: RegimeMixture, rows: RegimeFeatureRows) {
  return classifyByMixture(mixture, rows).map(({ label }) => label);
}
