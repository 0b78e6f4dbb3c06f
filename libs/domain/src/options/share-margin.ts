import { Decimal } from '../decimal.js';
import {
  inTheMoney,
  type MarginOption,
  type MarginPart,
  type MarginRule,
  outOfTheMoney,
  part,
  ZERO,
} from './margin-position.js';

/** Regulation T, 12 CFR 220.12: half of what shares are worth, long or short (beyond the proceeds). */
const INITIAL = new Decimal('0.5');
/** FINRA Rule 4210(c): of long shares. */
const LONG_MAINTENANCE = new Decimal('0.25');
/** FINRA Rule 4210(c): of short shares from five dollars on, but at least five dollars a share. */
const SHORT_MAINTENANCE = new Decimal('0.3');
const SHORT_FLOOR = new Decimal(5);
/** Below five dollars: all they are worth, but at least this a share. */
const LOW_PRICED_FLOOR = new Decimal('2.5');
/** FINRA Rule 4210(f)(2)(H): of the strike, where a long option hedges the shares. */
const HEDGED = new Decimal('0.1');

/** Margin of shares alone, per share of 0 or more; short shares are asked for beyond the proceeds of their sale. */
export function sharesMargin(shares: Decimal, spot: Decimal): MarginPart[] {
  if (shares.isZero()) return [];
  const value = shares.abs().mul(spot);
  return shares.gt(0)
    ? [part('long-shares', value.mul(INITIAL), value.mul(LONG_MAINTENANCE))]
    : [part('short-shares', value.mul(INITIAL), shares.abs().mul(shortMaintenance(spot)))];
}

function shortMaintenance(price: Decimal): Decimal {
  return price.lt(SHORT_FLOOR)
    ? Decimal.max(price, LOW_PRICED_FLOOR)
    : Decimal.max(price.mul(SHORT_MAINTENANCE), SHORT_FLOOR);
}

/**
 * Margin of shares with a short option they cover, a long option that hedges them, or both, for `contracts` contracts'
 * worth of shares: FINRA Rule 4210(f)(2)(H) and Cboe Rule 10.3(c)(5)(C), as in the Cboe margin manual.
 *
 * The short option asks for nothing. The shares do, valued at no more than a short call's strike (no less than a short
 * put's), and what lies beyond counts in full. A long option limits what maintenance can ask.
 */
export function coveredMargin(
  long: boolean,
  spot: Decimal,
  contracts: number,
  written: MarginOption | undefined,
  hedge: MarginOption | undefined,
): MarginPart {
  const rule = coveredRule(long, written, hedge);
  const beyond = written === undefined ? ZERO : inTheMoney(written, spot);
  const valued = long ? spot.sub(beyond) : spot.add(beyond);
  const unhedged = long ? valued.mul(LONG_MAINTENANCE) : shortMaintenance(valued);
  // A collar's ceiling is a share of the call's strike, wherever the shares are.
  const ceiling = long && rule === 'collar' && written ? written.strike.mul(LONG_MAINTENANCE) : unhedged.add(beyond);
  const units = new Decimal(contracts).mul((written ?? hedge)?.multiplier ?? ZERO);
  const initial = valued.mul(INITIAL).add(beyond);
  const maintenance = hedge === undefined ? ceiling : Decimal.min(ceiling, hedgedMaintenance(rule, hedge, spot));
  return part(rule, initial.mul(units), maintenance.mul(units));
}

/** A tenth of the strike and what is lost until the hedge is in the money; a reverse conversion's short put counts too. */
function hedgedMaintenance(rule: MarginRule, hedge: MarginOption, spot: Decimal): Decimal {
  const tenth = hedge.strike.mul(HEDGED);
  if (rule === 'conversion') return tenth;
  // At one strike, what the call is out of the money its short put is in it.
  return tenth.add(outOfTheMoney(hedge, spot));
}

function coveredRule(long: boolean, written: MarginOption | undefined, hedge: MarginOption | undefined): MarginRule {
  if (hedge === undefined) return long ? 'covered-call' : 'covered-put';
  if (written === undefined) return long ? 'protective-put' : 'protective-call';
  if (!written.strike.eq(hedge.strike)) return 'collar';
  return long ? 'conversion' : 'reverse-conversion';
}
