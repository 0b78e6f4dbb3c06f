import {
  backtestOverfitting,
  bootstrapInterval,
  deflatedSharpe,
  drawdownDuration,
  drawdownTable,
  type IntervalName,
  minimumTrackRecordLength,
  optimalBlockLength,
  PERIODS_PER_YEAR,
  probabilisticSharpe,
  seededRandom,
  sharpe,
  sharpeEvidence,
  simpleReturns,
  trialsOf,
  ulcerIndex,
  worstDrawdowns,
} from '@cream/quant';

const DRAWDOWNS = 5;
const RESAMPLES = 2000;
/** Blocks of the cross-validation, and periods a block needs for a Sharpe ratio that means anything. */
const BLOCKS = 10;
const LEAST_PERIODS = 10 * BLOCKS;

/** An equity curve that is compared: epoch milliseconds, dollars. */
export interface ComparedRun {
  readonly id: string;
  /** What was run, for people: `sma-cross fast=10 slow=50`. */
  readonly name: string;
  readonly interval: IntervalName;
  readonly timesMs: readonly number[];
  readonly equity: readonly number[];
}

/** A fall from a peak and its way back; what has not ended is undefined. Epoch milliseconds. */
export interface ComparedDrawdown {
  /** Positive fraction of the peak. */
  readonly depth: number;
  readonly peakMs: number;
  readonly troughMs: number;
  readonly recoveredMs: number | undefined;
  /** Periods from the peak to the recovery. */
  readonly periods: number | undefined;
}

/** What the curve of a run is evidence of; what is not defined is undefined. Ratios a year. */
export interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly periods: number;
  readonly sharpe: number | undefined;
  /** 95 % interval of the Sharpe ratio by the stationary bootstrap. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly blockLength: number } | undefined;
  /** Probability that the true Sharpe ratio lies above 0. */
  readonly probabilistic: number | undefined;
  /** The same beyond what choosing the best of all the runs explains. */
  readonly deflated: number | undefined;
  /** Periods it takes to say with 95 % that it lies above 0. */
  readonly periodsNeeded: number | undefined;
  readonly ulcerIndex: number | undefined;
  /** The deepest first. */
  readonly drawdowns: readonly ComparedDrawdown[];
}

export interface Comparison {
  readonly runs: readonly Evidence[];
  /** Probability that the best run of one half of the time is among the worse half in the other. */
  readonly overfitting: number | undefined;
  /** Why there is none. */
  readonly noOverfitting: string | undefined;
}

/**
 * What runs are evidence of, one by one and as the trials of one search: the more were tried, the more of the best one's
 * Sharpe ratio is luck. The bootstrap is seeded, so the same runs give the same interval.
 */
export function compareRuns(runs: readonly ComparedRun[]): Comparison {
  const returns = runs.map(({ equity }) => simpleReturns(equity));
  const perPeriod = returns.map((own) => sharpe(own, 1));
  const known = perPeriod.filter((one) => one !== undefined);
  const trials = known.length === runs.length && runs.length > 1 ? trialsOf(known) : undefined;
  const whyNot = incomparable(runs);
  return {
    runs: runs.map((run, i) => {
      const own = returns[i] ?? new Float64Array();
      const evidence = sharpeEvidence(own);
      const periodsPerYear = PERIODS_PER_YEAR[run.interval];
      return {
        id: run.id,
        name: run.name,
        periods: own.length,
        sharpe: sharpe(own, periodsPerYear),
        interval: intervalOf(own, periodsPerYear),
        probabilistic: evidence && probabilisticSharpe(evidence),
        deflated: evidence && trials && deflatedSharpe(evidence, trials),
        periodsNeeded: evidence && minimumTrackRecordLength(evidence),
        ulcerIndex: ulcerIndex(run.equity),
        drawdowns: drawdownsOf(run),
      };
    }),
    overfitting: whyNot === undefined ? backtestOverfitting(returns, { blocks: BLOCKS })?.probability : undefined,
    noOverfitting: whyNot,
  };
}

function intervalOf(returns: Float64Array, periodsPerYear: number): Evidence['interval'] {
  const blockLength = optimalBlockLength(returns, 'stationary');
  if (blockLength === undefined) return undefined;
  const options = { method: 'stationary', blockLength, resamples: RESAMPLES, random: seededRandom(0) } as const;
  const found = bootstrapInterval(returns, (resample) => sharpe(resample, periodsPerYear), options);
  return found && { lower: found.lower, upper: found.upper, blockLength };
}

function drawdownsOf({ equity, timesMs }: ComparedRun): ComparedDrawdown[] {
  return worstDrawdowns(drawdownTable(equity), DRAWDOWNS).map((fall) => ({
    depth: fall.depth,
    peakMs: timesMs[fall.peakIndex] ?? Number.NaN,
    troughMs: timesMs[fall.troughIndex] ?? Number.NaN,
    recoveredMs: fall.recoveryIndex === undefined ? undefined : timesMs[fall.recoveryIndex],
    periods: drawdownDuration(fall).peakToRecovery,
  }));
}

/** Why runs are no trials of one search over one time. */
function incomparable(runs: readonly ComparedRun[]): string | undefined {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return 'one run alone was not chosen from others';
  const other = others.find(({ timesMs }) => timesMs.join() !== first.timesMs.join());
  if (other !== undefined) return `${first.id} and ${other.id} have other bars`;
  const periods = first.timesMs.length - 1;
  return periods < LEAST_PERIODS ? `${periods} periods, ${LEAST_PERIODS} are needed` : undefined;
}
