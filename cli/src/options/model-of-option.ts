import { dec, exerciseStyle, millis, readOccSymbol } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionSnapshot } from '@cream/proto/market';
import {
  americanGreeks,
  americanImpliedVolatility,
  americanOption,
  greeks,
  type ImpliedVolatility,
  impliedVolatility,
  type OptionTerms,
  yearsBetween,
} from '@cream/quant';

/** What an option is measured against. */
export interface MarketView {
  /** UTC milliseconds. */
  readonly asOfMs: number;
  /** Dollars; or why there is no price of the underlying. */
  readonly spot: number | string;
  /** Continuously compounded, ratios a year. */
  readonly rate: number;
  readonly dividendYield: number;
}

/** What a model says of an option. Theta per calendar day; vega and rho per 1 % point; the rest per 1.00 of the spot. */
export interface OptionModel {
  readonly style: 'american' | 'european';
  readonly impliedVolatility: number;
  /** The middle of the quote, which the volatility gives. */
  readonly value: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  /** Of the value what the right to exercise early is worth. */
  readonly earlyExercise: number;
}

/** What a model says of an option by the middle of its quote, or why it says nothing. */
export function modelOfOption(option: OptionSnapshot, view: MarketView): OptionModel | string {
  const { contract, quote, expiresAt } = option;
  const parsed = readOccSymbol(contract?.occSymbol ?? '');
  if (contract === undefined || parsed === undefined || expiresAt === undefined) return 'its terms are not known';
  if (contract.adjusted) return 'adjusted: what it delivers is not the underlying alone';
  if (typeof view.spot === 'string') return view.spot;
  if (quote?.bid === undefined || quote.ask === undefined) return 'no two-sided quote';
  if (quote.stale) return 'its quote is stale';
  const value = dec(quote.bid).plus(dec(quote.ask)).div(2).toNumber();
  const terms: OptionTerms = {
    right: contract.right === OptionRight.CALL ? 'call' : 'put',
    spot: view.spot,
    strike: dec(contract.strike).toNumber(),
    years: yearsBetween(view.asOfMs, millis(expiresAt)),
    rate: view.rate,
    dividendYield: view.dividendYield,
  };
  return exerciseStyle(parsed.root) === 'american' ? american(terms, value) : european(terms, value);
}

function european(terms: OptionTerms, value: number): OptionModel | string {
  const implied = impliedVolatility(terms, value);
  if (implied.kind !== 'found') return reasonOf(implied);
  const { volatility } = implied;
  const found = greeks({ ...terms, volatility });
  if (found === undefined) return 'its Greeks do not exist';
  const { delta, gamma, vega, theta, rho } = found;
  return { style: 'european', impliedVolatility: volatility, value, delta, gamma, vega, theta, rho, earlyExercise: 0 };
}

function american(terms: OptionTerms, value: number): OptionModel | string {
  const implied = americanImpliedVolatility(terms, value);
  if (implied.kind !== 'found') return reasonOf(implied);
  const option = { ...terms, volatility: implied.volatility };
  const found = americanGreeks(option);
  if (found === undefined) return 'its Greeks do not exist';
  const { delta, gamma, vega, theta, rho } = found;
  const earlyExercise = americanOption(option).earlyExerciseValue;
  const style = 'american';
  return { style, impliedVolatility: implied.volatility, value, delta, gamma, vega, theta, rho, earlyExercise };
}

function reasonOf(implied: Exclude<ImpliedVolatility, { readonly kind: 'found' }>): string {
  switch (implied.kind) {
    case 'below-bound':
      return `worth at least ${implied.bound.toFixed(4)} at any volatility`;
    case 'above-bound':
      return `worth at most ${implied.bound.toFixed(4)} at any volatility`;
    case 'no-solution':
      return `no volatility: ${implied.reason.replaceAll('-', ' ')}`;
    case 'not-converged':
      return `no volatility after ${implied.steps} steps`;
  }
}
