import type { CorporateActionTerms, VendorCorporateAction } from '../../app/ports/corporate-actions.js';
import { startOfDate } from '../wire/dates.js';
import type { AlpacaCorporateActions } from './alpaca-wire.js';

type List<K extends keyof AlpacaCorporateActions> = NonNullable<AlpacaCorporateActions[K]>[number];
type Common = Pick<List<'redemptions'>, 'id' | 'record_date' | 'payable_date'>;

/** All actions of an answer. The vendor does not say when one was announced. */
export function toCorporateActions(lists: AlpacaCorporateActions): VendorCorporateAction[] {
  return [
    ...each(lists.forward_splits, splitOf),
    ...each(lists.reverse_splits, splitOf),
    ...each(lists.unit_splits, unitSplitOf),
    ...each(lists.cash_dividends, (one) => {
      const { rate, special, currency } = one;
      return action(one, one.symbol, one.ex_date, { kind: 'CASH_DIVIDEND', amount: rate, special, currency });
    }),
    ...each(lists.stock_dividends, (one) =>
      action(one, one.symbol, one.ex_date, { kind: 'STOCK_DIVIDEND', rate: one.rate }),
    ),
    ...each(lists.spin_offs, spinOffOf),
    ...each(lists.cash_mergers, (one) => {
      const acquirer = one.acquirer_symbol ?? undefined;
      return action(one, one.acquiree_symbol, one.effective_date, { kind: 'MERGER', acquirer, cash: one.rate });
    }),
    ...each(lists.stock_mergers, (one) => mergerOf(one)),
    ...each(lists.stock_and_cash_mergers, (one) => mergerOf(one, one.cash_rate)),
    ...each(lists.redemptions, (one) =>
      action(one, one.symbol, one.process_date, { kind: 'REDEMPTION', cash: one.rate }),
    ),
    ...each(lists.name_changes, (one) =>
      action(one, one.old_symbol, one.process_date, { kind: 'RENAME', newSymbol: one.new_symbol }),
    ),
    ...each(lists.worthless_removals, (one) => action(one, one.symbol, one.process_date, { kind: 'WORTHLESS' })),
    ...each(lists.rights_distributions, (one) =>
      action(one, one.source_symbol, one.ex_date, { kind: 'RIGHTS', newSymbol: one.new_symbol, rate: one.rate }),
    ),
    ...each(lists.partial_calls, (one) =>
      action(one, one.symbol, one.process_date, { kind: 'PARTIAL_CALL', cash: one.price ?? undefined }),
    ),
    ...each(lists.reorganizations, reorganizationOf),
  ];
}

function each<T>(
  list: readonly T[] | null | undefined,
  map: (one: T) => VendorCorporateAction,
): VendorCorporateAction[] {
  return (list ?? []).map(map);
}

function splitOf(one: List<'forward_splits'>): VendorCorporateAction {
  return action(one, one.symbol, one.ex_date, { kind: 'SPLIT', newShares: one.new_rate, oldShares: one.old_rate });
}

function unitSplitOf(one: List<'unit_splits'>): VendorCorporateAction {
  return action(one, one.old_symbol, one.effective_date, {
    kind: 'UNIT_SPLIT',
    newSymbol: one.new_symbol,
    newShares: one.new_rate,
    oldShares: one.old_rate,
    alternateSymbol: one.alternate_symbol,
    alternateShares: one.alternate_rate,
  });
}

function spinOffOf(one: List<'spin_offs'>): VendorCorporateAction {
  return action(one, one.source_symbol, one.ex_date, {
    kind: 'SPIN_OFF',
    newSymbol: one.new_symbol,
    newShares: one.new_rate,
    oldShares: one.source_rate,
  });
}

function mergerOf(one: List<'stock_mergers'>, cash?: string): VendorCorporateAction {
  return action(one, one.acquiree_symbol, one.effective_date, {
    kind: 'MERGER',
    acquirer: one.acquirer_symbol,
    cash,
    newShares: one.acquirer_rate,
    oldShares: one.acquiree_rate,
  });
}

function reorganizationOf(one: List<'reorganizations'>): VendorCorporateAction {
  const movements = (one.stock_movements ?? []).map(({ symbol, new_rate, source_rate }) => ({
    symbol,
    newShares: new_rate,
    oldShares: source_rate,
  }));
  const cash = one.cash_rate ?? undefined;
  return action(one, one.symbol, one.effective_date, { kind: 'REORGANIZATION', cash, movements });
}

function action(
  one: Common,
  symbol: string,
  effectiveDate: string,
  terms: CorporateActionTerms,
): VendorCorporateAction {
  return {
    id: one.id,
    symbol,
    terms,
    effectiveDate,
    recordDate: one.record_date ?? undefined,
    payableDate: one.payable_date ?? undefined,
    knownAt: startOfDate(effectiveDate),
  };
}
