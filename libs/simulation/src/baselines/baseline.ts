import { SimulationError } from '../simulation-error.js';

/** A number a baseline can be given. */
export interface BaselineParameter {
  readonly name: string;
  readonly initial: number;
  /** The least it may be; with `above` it must be more. */
  readonly least: number;
  readonly above?: boolean;
  readonly most?: number;
  readonly whole: boolean;
  readonly meaning: string;
}

export type BaselineParameters = Readonly<Record<string, number>>;

/** Prices by bar, oldest first. */
export interface BaselinePrices {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** A rule that a plan has to beat. */
export interface Baseline {
  readonly name: string;
  readonly meaning: string;
  readonly parameters: readonly BaselineParameter[];
  /** It holds something before any bar: its first orders are sent with the first bar that is acted on, for all symbols. */
  readonly fromTheStart?: boolean;
  /** The first bar at whose close it can have an opinion. */
  warmUp(parameters: BaselineParameters): number;
  /**
   * What should be held after each bar's close: 1 long, 0 nothing, −1 short; 0 in the warm-up. The value of a bar
   * depends on that bar and those before it alone.
   */
  targets(prices: BaselinePrices, parameters: BaselineParameters): Int8Array;
  /** @throws SimulationError for parameters that contradict each other */
  check?(parameters: BaselineParameters): void;
}

/**
 * A baseline's parameters with the given ones in place of the initial ones.
 * @throws SimulationError naming one that is unknown, with the list of those there are, or out of range
 */
export function baselineParameters(baseline: Baseline, given: BaselineParameters): BaselineParameters {
  const known = baseline.parameters;
  for (const [name, value] of Object.entries(given)) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined)
      throw new SimulationError(name, `is no parameter of ${baseline.name}: ${listOf(baseline)}`);
    checkParameter(parameter, value);
  }
  const all = Object.fromEntries(known.map(({ name, initial }) => [name, given[name] ?? initial]));
  baseline.check?.(all);
  return all;
}

/** A parameter that `baselineParameters` has filled in. */
export function parameter(parameters: BaselineParameters, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new SimulationError(name, 'is missing');
  return value;
}

/** The state that a rule of each bar leaves: `next` gets the bar and the target before it. */
export function targetsOf(count: number, from: number, next: (index: number, before: number) => number): Int8Array {
  const targets = new Int8Array(count);
  let target = 0;
  for (let n = from; n < count; n++) {
    target = next(n, target);
    targets[n] = target;
  }
  return targets;
}

/** `fast (10), slow (50)`, or that there are none. */
function listOf({ parameters }: Baseline): string {
  if (parameters.length === 0) return 'it has none';
  return `choose from ${parameters.map(({ name, initial }) => `${name} (${initial})`).join(', ')}`;
}

function checkParameter({ name, least, above, most, whole }: BaselineParameter, value: number): void {
  const low = above === true ? value > least : value >= least;
  const high = most === undefined || value <= most;
  if (Number.isFinite(value) && low && high && (!whole || Number.isInteger(value))) return;
  const kind = whole ? 'a whole number' : 'a number';
  const range = `${above === true ? 'above' : 'of at least'} ${least}${most === undefined ? '' : ` and at most ${most}`}`;
  throw new SimulationError(name, `must be ${kind} ${range}, got ${value}`);
}
