import { decOr, wire } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { type RunRequest, Strategy } from '@cream/proto/cycle';
import type { BrokerSettings } from '@cream/proto/trading';
import { BASELINES, type Baseline, type BaselineParameters, baselineParameters, isExactUnits } from '@cream/simulation';

/** What a baseline is asked to do. */
export interface BaselineWish {
  readonly baseline: Baseline;
  /** All of them, defaults filled in. */
  readonly parameters: BaselineParameters;
  readonly quantity: number | undefined;
  readonly allowShort: boolean;
}

/**
 * The baseline that a run asks for; undefined for the agents, who decide by themselves.
 * @throws ConnectError INVALID_ARGUMENT naming the parameter, with the list of those there are
 */
export function baselineWish({ strategy, parameters, quantity, allowShort }: RunRequest): BaselineWish | undefined {
  const given = new Map(parameters.map(({ name, value }) => [name, value]));
  if (given.size < parameters.length) throw invalidArgument('parameters', 'a name stands twice');
  const baseline = BASELINES.find(({ name }) => name === baselineName(strategy));
  if (baseline === undefined) {
    const own =
      parameters[0]?.name ??
      (quantity === undefined ? undefined : 'quantity') ??
      (allowShort ? 'allow_short' : undefined);
    if (own !== undefined) throw invalidArgument(own, 'is for baselines: the agents decide by themselves');
    return undefined;
  }
  const units = decOr(quantity, undefined)?.toNumber();
  if (units !== undefined && !isExactUnits(units)) {
    throw invalidArgument('quantity', 'must be whole, or a fraction of at most nine digits below nine million');
  }
  try {
    const all = baselineParameters(baseline, Object.fromEntries(given));
    return { baseline, parameters: all, quantity: units, allowShort };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SimulationError') throw error;
    throw invalidArgument('parameters', error.message);
  }
}

/** `SMA_CROSS` is `sma-cross`. */
export function baselineName(strategy: Strategy): string {
  return Strategy[strategy].toLowerCase().replaceAll('_', '-');
}

/** A run's broker: the configuration's, with the cash of the run; a run that names a cost names all its costs. */
export function brokerOf(settings: BrokerSettings, { cash, slippageBps, feeBps }: RunRequest): BrokerSettings {
  const own = slippageBps !== undefined || feeBps !== undefined;
  for (const [name, value] of Object.entries({ slippage_bps: slippageBps, fee_bps: feeBps })) {
    const bps = decOr(value, undefined);
    if (bps !== undefined && (bps.gte(10_000) || bps.decimalPlaces() > 6)) {
      throw invalidArgument(name, 'must be below 10000, with at most six fraction digits');
    }
  }
  return {
    ...settings,
    ...(cash === undefined ? {} : { cash }),
    ...(own ? { slippageBps: slippageBps ?? wire(0), feeBps: feeBps ?? wire(0) } : {}),
  };
}
