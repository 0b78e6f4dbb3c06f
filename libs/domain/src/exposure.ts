import type { Portfolio } from '@cream/proto/portfolio';
import { Decimal, decOr } from './decimal.js';
import { currentHoldings, type HoldingAfter, notional, type Prices, worstUnits } from './projection.js';

const ZERO = new Decimal(0);

/** Exposure in USD; a number that some price is missing for is undefined, never a partial sum. */
export interface Exposure {
  /** Sum of absolute notionals. */
  readonly gross: Decimal | undefined;
  /** Absolute value of the signed sum. */
  readonly net: Decimal | undefined;
  /** gross / equity; undefined also when equity is unknown or not positive. */
  readonly leverage: Decimal | undefined;
}

/** Exposure of what is held now at the newest prices. */
export function portfolioExposure(portfolio: Portfolio, prices: Prices): Exposure {
  const equity = decOr(portfolio.account?.equity, undefined, 'account.equity');
  return exposureOf(currentHoldings(portfolio, prices).values(), equity);
}

/**
 * The largest exposure the holdings may come to. Every holding lies between its `low` and `high`, so the signed sum lies
 * between the sums of the lows and of the highs, and its largest absolute value is at one of the two.
 */
export function exposureOf(holdings: Iterable<HoldingAfter>, equity: Decimal | undefined): Exposure {
  let gross: Decimal | undefined = ZERO;
  let lowest: Decimal | undefined = ZERO;
  let highest: Decimal | undefined = ZERO;
  for (const holding of holdings) {
    gross = sum(gross, notional(holding, worstUnits(holding))?.abs());
    lowest = sum(lowest, notional(holding, holding.low));
    highest = sum(highest, notional(holding, holding.high));
  }
  if (gross === undefined || lowest === undefined || highest === undefined) {
    return { gross: undefined, net: undefined, leverage: undefined };
  }
  return {
    gross,
    net: Decimal.max(lowest.abs(), highest.abs()),
    leverage: equity?.gt(0) ? gross.div(equity) : undefined,
  };
}

function sum(total: Decimal | undefined, part: Decimal | undefined): Decimal | undefined {
  return part === undefined ? undefined : total?.plus(part);
}
