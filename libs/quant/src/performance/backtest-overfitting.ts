import { at, type Numbers, requireFinite, requireInteger, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type LinearRegression, linearRegression } from '../statistics/linear-regression.js';
import { mean } from '../statistics/statistics.js';

/** Beyond, the splits of one call are more than two and a half million. */
const MOST_BLOCKS = 24;
/** A variance below this is the rounding of the returns. */
const ROUNDING = 1e-24;

export interface OverfittingOptions {
  /** Blocks the time is cut into: even, 2 to 24. Half of them is in sample. Default 16, 12,870 splits. */
  readonly blocks?: number;
}

/** One way to choose half of the time for the search. */
export interface OverfittingSplit {
  /** The strategy with the best Sharpe ratio in sample, the first of equals. */
  readonly best: number;
  /** Its Sharpe ratios per period; out of sample undefined when its returns do not vary there. */
  readonly inSample: number;
  readonly outOfSample: number | undefined;
  /** ln(ω / (1 − ω)) of its relative rank ω = rank / (strategies + 1) out of sample; 0 or less is the worse half. */
  readonly logit: number;
}

export interface BacktestOverfitting {
  /** PBO: share of the splits with a logit of 0 or less. */
  readonly probability: number;
  /** Share of the splits whose best had a Sharpe ratio below 0 out of sample, or none. */
  readonly lossProbability: number;
  /** Line of out-of-sample on in-sample Sharpe ratios: a slope below 0 is overfitting. Undefined when it has none. */
  readonly degradation: LinearRegression | undefined;
  readonly splits: readonly OverfittingSplit[];
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and
 * Zhu, 2017), with the Sharpe ratio as the measure. `strategies` holds the returns of every strategy tried, over the same
 * periods; the oldest periods that fill no block are left out. A strategy whose returns do not vary in a half ranks last
 * there. Undefined when in no split any strategy varies in sample.
 */
export function backtestOverfitting(
  strategies: readonly Numbers[],
  { blocks = 16 }: OverfittingOptions = {},
): BacktestOverfitting | undefined {
  requireStrategies(strategies, blocks);
  const sums = strategies.map((returns) => blockSums(returns, blocks));
  const splits: OverfittingSplit[] = [];
  for (const inSample of halves(blocks)) {
    const split = splitOf(sums, inSample);
    if (split !== undefined) splits.push(split);
  }
  if (splits.length === 0) return undefined;
  const share = (kind: (split: OverfittingSplit) => boolean): number => splits.filter(kind).length / splits.length;
  const measured = splits.flatMap(({ inSample, outOfSample }) =>
    outOfSample === undefined ? [] : [[inSample, outOfSample] as const],
  );
  return {
    probability: share(({ logit }) => logit <= 0),
    lossProbability: share(({ outOfSample }) => outOfSample === undefined || outOfSample < 0),
    degradation: linearRegression(
      measured.map(([before]) => before),
      measured.map(([, after]) => after),
    ),
    splits,
  };
}

/** Sums of one strategy's blocks about its own mean, so that the variance of any union of them does not cancel. */
interface BlockSums {
  readonly centre: number;
  readonly blockLength: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function blockSums(returns: Numbers, blocks: number): BlockSums {
  requireFinite('strategies', returns);
  const blockLength = Math.floor(returns.length / blocks);
  const first = returns.length - blockLength * blocks;
  const centre = mean(returns) ?? 0;
  const sums = new Float64Array(blocks);
  const squares = new Float64Array(blocks);
  for (let i = first; i < returns.length; i++) {
    const block = Math.floor((i - first) / blockLength);
    const distance = at(returns, i) - centre;
    sums[block] = at(sums, block) + distance;
    squares[block] = at(squares, block) + distance * distance;
  }
  return { centre, blockLength, sums, squares };
}

function splitOf(strategies: readonly BlockSums[], inSample: readonly boolean[]): OverfittingSplit | undefined {
  const before = strategies.map((each) => sharpeWhere(each, inSample, true) ?? Number.NEGATIVE_INFINITY);
  const best = before.indexOf(Math.max(...before));
  const ratio = at(before, best);
  if (ratio === Number.NEGATIVE_INFINITY) return undefined;
  const after = strategies.map((each) => sharpeWhere(each, inSample, false) ?? Number.NEGATIVE_INFINITY);
  const result = at(after, best);
  const lower = after.filter((value) => value < result).length;
  const equal = after.filter((value) => value === result).length;
  const relativeRank = (lower + (equal + 1) / 2) / (strategies.length + 1);
  return {
    best,
    inSample: ratio,
    outOfSample: result === Number.NEGATIVE_INFINITY ? undefined : result,
    logit: Math.log(relativeRank / (1 - relativeRank)),
  };
}

/** Sharpe ratio per period of the blocks on one side of a split. */
function sharpeWhere(strategy: BlockSums, inSample: readonly boolean[], side: boolean): number | undefined {
  let sum = 0;
  let squares = 0;
  for (let block = 0; block < inSample.length; block++) {
    if (inSample[block] !== side) continue;
    sum += at(strategy.sums, block);
    squares += at(strategy.squares, block);
  }
  const n = (strategy.blockLength * inSample.length) / 2;
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return variance < ROUNDING ? undefined : (strategy.centre + sum / n) / Math.sqrt(variance);
}

/** Every choice of half of the blocks. */
function* halves(blocks: number): Generator<boolean[]> {
  const chosen = new Array<boolean>(blocks).fill(false);
  function* from(block: number, missing: number): Generator<boolean[]> {
    if (missing === 0) yield chosen;
    else {
      for (let next = block; next <= blocks - missing; next++) {
        chosen[next] = true;
        yield* from(next + 1, missing - 1);
        chosen[next] = false;
      }
    }
  }
  yield* from(0, blocks / 2);
}

function requireStrategies(strategies: readonly Numbers[], blocks: number): void {
  requireInteger('blocks', blocks, 2);
  if (blocks % 2 !== 0 || blocks > MOST_BLOCKS) {
    throw new QuantError('blocks', `must be even and at most ${MOST_BLOCKS}, got ${blocks}`);
  }
  const [first, ...others] = strategies;
  if (first === undefined || others.length === 0) {
    throw new QuantError('strategies', `must be at least two, got ${strategies.length}`);
  }
  for (const other of others) requireSameLength('strategies', other, 'the first', first);
  if (first.length < 2 * blocks) {
    throw new QuantError('strategies', `must have at least ${2 * blocks} periods for ${blocks} blocks`);
  }
}
