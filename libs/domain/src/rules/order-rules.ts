import { Action, type Decision, EntryType, SizeUnit, SizeUnitSchema } from '@cream/proto/decision';
import { canonicalText, decIfReadable } from '../decimal.js';
import { isOption } from '../instrument.js';
import { actionName, isKnown, sizeUnitName } from '../names.js';
import { enlarges } from '../sizing.js';
import type { DecisionRule } from './rule-case.js';

const EQUITY_UNITS: readonly SizeUnit[] = [SizeUnit.SHARES, SizeUnit.DOLLARS, SizeUnit.PCT_EQUITY];
const OPTION_UNITS: readonly SizeUnit[] = [SizeUnit.CONTRACTS];

/** SIZE_ZERO: what orders by size has a positive one. CLOSE is always the whole position. */
const sizeIsPositive: DecisionRule = ({ decision }) => {
  if (!ordersBySize(decision) || decIfReadable(decision.size?.value)?.gt(0)) return undefined;
  return {
    code: 'SIZE_ZERO',
    field: 'size.value',
    observed: decision.size?.value?.value ?? '',
    expected: 'a positive size',
    text: `${actionName(decision.action)} orders nothing`,
  };
};

/** SIZE_UNIT: equities in SHARES, DOLLARS or PCT_EQUITY, options in CONTRACTS. */
const sizeUnitFits: DecisionRule = ({ decision }) => {
  const unit = decision.size?.unit ?? SizeUnit.UNSPECIFIED;
  const units = isOption(decision.instrument) ? OPTION_UNITS : EQUITY_UNITS;
  if (!ordersBySize(decision) || !isKnown(SizeUnitSchema, unit) || units.includes(unit)) return undefined;
  return {
    code: 'SIZE_UNIT',
    field: 'size.unit',
    observed: sizeUnitName(unit),
    expected: units.map(sizeUnitName).join(', '),
    text: 'the size unit does not fit the instrument',
  };
};

/** ENTRY_REQUIRED: whatever sends an order says how. */
const entryIsGiven: DecisionRule = ({ decision }) => {
  if (!sendsOrder(decision) || decision.entry !== undefined) return undefined;
  return { code: 'ENTRY_REQUIRED', field: 'entry', text: `${actionName(decision.action)} needs an entry` };
};

/** ENTRY_UNEXPECTED: a decision that sends nothing has no entry that somebody could send. */
const noEntryWithoutOrder: DecisionRule = ({ decision }) => {
  if (sendsOrder(decision) || decision.entry === undefined) return undefined;
  return { code: 'ENTRY_UNEXPECTED', field: 'entry', text: `${actionName(decision.action)} sends no order` };
};

/** LIMIT_REQUIRED: a limit entry has a positive limit. */
const limitIsGiven: DecisionRule = ({ decision }) => {
  if (decision.entry?.type !== EntryType.LIMIT || decIfReadable(decision.entry.limit)?.gt(0)) return undefined;
  return {
    code: 'LIMIT_REQUIRED',
    field: 'entry.limit',
    observed: decision.entry.limit?.value ?? '',
    expected: 'a positive price',
    text: 'a limit entry needs its limit',
  };
};

/** REFERENCE_PRICE: the plan reasons from the newest knowable price, the briefing's `price.last`, and no other. */
const referenceIsLastPrice: DecisionRule = ({ decision, symbol, known }) => {
  if (decision.entry === undefined) return undefined;
  const last = known.lastPrices.get(symbol);
  const reference = decIfReadable(decision.entry.reference);
  if (last !== undefined && reference?.eq(last)) return undefined;
  return {
    code: 'REFERENCE_PRICE',
    field: 'entry.reference',
    observed: decision.entry.reference?.value ?? '',
    expected: last === undefined ? `a price.last fact of ${symbol}` : canonicalText(last),
    text: `the reference is not the newest knowable price of ${symbol}`,
  };
};

function ordersBySize({ action }: Decision): boolean {
  return enlarges(action) || action === Action.REDUCE;
}

function sendsOrder(decision: Decision): boolean {
  return ordersBySize(decision) || decision.action === Action.CLOSE;
}

export const ORDER_RULES: readonly DecisionRule[] = [
  sizeIsPositive,
  sizeUnitFits,
  entryIsGiven,
  noEntryWithoutOrder,
  limitIsGiven,
  referenceIsLastPrice,
];
