import { create } from '@bufbuild/protobuf';
import { dec, timestamp, wire } from '@cream/domain';
import { type CorporateAction, CorporateAction_Kind, CorporateActionSchema } from '@cream/proto/market';
import { startOfDate } from '../adapters/wire/dates.js';
import type { VendorCorporateAction } from '../app/ports/index.js';
import { isSymbol } from '../app/symbol.js';

const { SPLIT, DIVIDEND, RENAME, DELISTING } = CorporateAction_Kind;
const DOLLARS: readonly (string | undefined)[] = [undefined, 'USD'];

/** What a vendor's actions come to. */
export interface StorableActions {
  readonly actions: readonly CorporateAction[];
  /** Kinds that the store has no place for, and how many there were of each. */
  readonly left: ReadonlyMap<string, number>;
}

/**
 * A vendor's actions as the store keeps them. Dividends of one ex-date are one, their sum; a stock dividend is a split; a
 * holding that ends (merger, worthless) is delisted. Spin-offs, rights and the like change a holding in ways the store does
 * not know, and are named instead.
 */
export function storableActions(offered: readonly VendorCorporateAction[]): StorableActions {
  const actions = new Map<string, CorporateAction>();
  const left = new Map<string, number>();
  for (const one of offered) {
    const action = toAction(one);
    if (action === undefined) {
      left.set(one.terms.kind, (left.get(one.terms.kind) ?? 0) + 1);
      continue;
    }
    const key = `${action.symbol} ${action.kind} ${one.effectiveDate}`;
    const before = actions.get(key);
    actions.set(key, before === undefined || action.kind !== DIVIDEND ? action : sumOf(before, action));
  }
  return { actions: [...actions.values()], left };
}

function toAction(one: VendorCorporateAction): CorporateAction | undefined {
  const { terms } = one;
  if (!isSymbol(one.symbol)) return undefined;
  switch (terms.kind) {
    case 'SPLIT': {
      const [now, before] = [dec(wire(terms.newShares)), dec(wire(terms.oldShares))];
      return now.gt(0) && before.gt(0) ? action(one, { kind: SPLIT, value: wire(now.div(before)) }) : undefined;
    }
    case 'STOCK_DIVIDEND':
      return action(one, { kind: SPLIT, value: wire(dec(wire(terms.rate)).plus(1)) });
    case 'CASH_DIVIDEND': {
      const paid = DOLLARS.includes(terms.currency) && dec(wire(terms.amount)).gt(0);
      return paid ? action(one, { kind: DIVIDEND, value: wire(terms.amount) }) : undefined;
    }
    case 'RENAME':
      return isSymbol(terms.newSymbol) ? action(one, { kind: RENAME, newSymbol: terms.newSymbol }) : undefined;
    case 'MERGER':
    case 'WORTHLESS':
      return action(one, { kind: DELISTING });
    default:
      return undefined;
  }
}

function action(
  { symbol, effectiveDate, knownAt }: VendorCorporateAction,
  what: Pick<Partial<CorporateAction>, 'kind' | 'value' | 'newSymbol'>,
): CorporateAction {
  const effectiveMs = startOfDate(effectiveDate);
  // Announced on the very date it takes effect: the price shows it from the beginning of the date.
  const announcedMs = Math.min(knownAt, effectiveMs);
  const times = { announcedAt: timestamp(announcedMs), effectiveAt: timestamp(effectiveMs) };
  return create(CorporateActionSchema, { symbol, ...times, ...what });
}

/** Two dividends of one ex-date, known when both are. */
function sumOf(a: CorporateAction, b: CorporateAction): CorporateAction {
  const later = (b.announcedAt?.seconds ?? 0n) > (a.announcedAt?.seconds ?? 0n) ? b : a;
  return { ...later, value: wire(dec(a.value).plus(dec(b.value))) };
}
