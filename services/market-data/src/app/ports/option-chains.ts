import type { DecimalText } from './decimal-text.js';
import type { VendorQuote, VendorTrade } from './historical-ticks.js';

/** The vendor's own model values; floats, because they are statistics. */
export interface VendorGreeks {
  readonly delta: number;
  readonly gamma: number;
  readonly theta: number;
  readonly vega: number;
  readonly rho?: number | undefined;
}

/** One contract of a chain. */
export interface VendorOption {
  /** OCC symbol without padding: `AAPL240503P00155000`. */
  readonly symbol: string;
  readonly underlying: string;
  readonly type: 'CALL' | 'PUT';
  /** `2024-05-03`. */
  readonly expiration: string;
  readonly strike: DecimalText;
  readonly style?: 'AMERICAN' | 'EUROPEAN' | undefined;
  readonly multiplier?: DecimalText | undefined;
  readonly openInterest?: DecimalText | undefined;
  readonly quote?: VendorQuote | undefined;
  readonly trade?: VendorTrade | undefined;
  /** Per year, a ratio. */
  readonly impliedVolatility?: number | undefined;
  readonly greeks?: VendorGreeks | undefined;
  /** When it was asked for, UTC milliseconds. */
  readonly knownAt: number;
}

export interface OptionChainRequest {
  readonly underlying: string;
  readonly type?: 'CALL' | 'PUT' | undefined;
  /** Dates like `2024-05-03`, both inclusive. */
  readonly expirationFrom?: string | undefined;
  readonly expirationTo?: string | undefined;
  readonly strikeFrom?: DecimalText | undefined;
  readonly strikeTo?: DecimalText | undefined;
}

/** Options of an underlying as they stand now. */
export interface OptionChains {
  /** @throws VendorError */
  optionChain(request: OptionChainRequest, signal: AbortSignal): AsyncIterable<VendorOption>;
}
