import {
  type MarginOption,
  type MarginPart,
  type MarginPosition,
  type MarginRequirement,
  requirePosition,
  total,
} from './margin-position.js';
import { optionsMargin } from './option-margin.js';
import { coveredMargin, sharesMargin } from './share-margin.js';

/**
 * Initial and maintenance margin of all that is held on one underlying, by the strategy-based rules of a US margin account:
 * Regulation T, FINRA Rule 4210(f)(2) and Cboe Rule 10.3 (minimums; a broker may ask for more).
 *
 * Amounts are what must be there beside what is bought: the premium of long options is paid in full and not part of it;
 * that of short options counts in their value and may be set against it. Shares are used to cover options, or options to
 * cover each other, whichever asks for less. Where several pairings are possible the one found may ask for more than the
 * best, never for less than the rules.
 * @throws DomainError `MARGIN_INPUT_INVALID` naming what no requirement can be computed from
 */
export function strategyMargin(position: MarginPosition): MarginRequirement {
  requirePosition(position);
  const apart = total([...sharesMargin(position.shares, position.spot), ...optionsMargin(position)]);
  const covered = total(coverFirst(position));
  return covered.initial.lte(apart.initial) ? covered : apart;
}

interface Lot {
  readonly option: MarginOption;
  left: number;
}

function coverFirst(position: MarginPosition): MarginPart[] {
  const { spot } = position;
  const long = position.shares.gt(0);
  const lots: Lot[] = position.options.map((option) => ({ option, left: Math.abs(option.contracts) }));
  const written = lots.filter(({ option }) => option.contracts < 0 && option.right === (long ? 'call' : 'put'));
  const hedges = lots.filter(({ option }) => option.contracts > 0 && option.right === (long ? 'put' : 'call'));
  const parts: MarginPart[] = [];
  let free = position.shares.abs();

  const cover = (short: Lot | undefined, hedge: Lot | undefined): void => {
    const multiplier = (short ?? hedge)?.option.multiplier;
    if (multiplier === undefined) return;
    const contracts = Math.min(
      short?.left ?? Infinity,
      hedge?.left ?? Infinity,
      free.div(multiplier).floor().toNumber(),
    );
    if (contracts === 0) return;
    free = free.sub(multiplier.mul(contracts));
    if (short) short.left -= contracts;
    if (hedge) hedge.left -= contracts;
    parts.push(coveredMargin(long, spot, contracts, short?.option, hedge?.option));
  };
  for (const short of written) {
    for (const hedge of hedges) if (collars(short.option, hedge.option, long)) cover(short, hedge);
  }
  for (const short of written) cover(short, undefined);
  for (const hedge of hedges) cover(undefined, hedge);

  const rest = lots.map(({ option, left }) => ({ ...option, contracts: Math.sign(option.contracts) * left }));
  const leftOver = long ? free : free.neg();
  return [...parts, ...sharesMargin(leftOver, spot), ...optionsMargin({ ...position, options: rest })];
}

/** A collar, or at one strike a conversion: of one expiry, with the put nowhere above the call. */
function collars(written: MarginOption, hedge: MarginOption, long: boolean): boolean {
  const [put, call] = long ? [hedge, written] : [written, hedge];
  return (
    written.expiration === hedge.expiration && written.multiplier.eq(hedge.multiplier) && put.strike.lte(call.strike)
  );
}
