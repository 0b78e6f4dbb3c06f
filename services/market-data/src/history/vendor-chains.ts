import type { Environment } from '@cream/runtime';
import { ALPACA } from '../adapters/alpaca/alpaca-market-data.js';
import { type AdapterRuntime, systemRuntime } from '../adapters/http/index.js';
import { POLYGON } from '../adapters/polygon/polygon-market-data.js';
import type { OptionChainRequest, VendorOption } from '../app/ports/index.js';
import { reachVendors } from './reach-vendors.js';

/** Vendors with option chains. */
export const CHAIN_VENDORS = ['alpaca', 'polygon'] as const;
export type ChainVendor = (typeof CHAIN_VENDORS)[number];

/** A chain as a vendor answered it. */
export interface TakenVendorChain {
  /** When the last of it came, UTC milliseconds: before, nobody knew all of it. */
  readonly takenMs: number;
  readonly options: readonly VendorOption[];
}

/** Option chains of a vendor as they stand when they are asked for. */
export interface VendorChains {
  /** Where they come from, for people. */
  readonly source: string;
  /** @param came is told how many contracts came so far @throws VendorError */
  take(request: OptionChainRequest, signal: AbortSignal, came: (contracts: number) => void): Promise<TakenVendorChain>;
}

/**
 * The chains of a vendor as the settings of the environment reach it. Nothing is asked before somebody needs it.
 * @throws SettingsError naming the variable
 */
export function vendorChains(
  vendor: ChainVendor,
  env: Environment,
  runtime: AdapterRuntime = systemRuntime,
): VendorChains {
  const vendors = reachVendors(env, runtime);
  return {
    source: vendor === 'alpaca' ? ALPACA : POLYGON,
    async take(request, signal, came) {
      const options: VendorOption[] = [];
      for await (const option of vendors[vendor].optionChain(request, signal)) {
        options.push(option);
        came(options.length);
      }
      return { takenMs: runtime.clock.now(), options };
    },
  };
}
