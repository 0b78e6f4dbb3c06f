import { dec, millis } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { type CorporateAction, CorporateAction_Kind } from '@cream/proto/market';
import type { OfferedAction } from '../adapters/store/action-import.js';

const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
const { SPLIT, DIVIDEND, RENAME, UNSPECIFIED } = CorporateAction_Kind;

/**
 * An action of a request. Without an announcement it counts as announced when it takes effect: later than it was, never
 * earlier.
 * @throws ConnectError INVALID_ARGUMENT naming the field
 */
export function offeredAction(action: CorporateAction, index: number): OfferedAction {
  const field = (name: string) => `actions[${index}].${name}`;
  const { symbol, kind, newSymbol } = action;
  if (!SYMBOL.test(symbol)) throw invalidArgument(field('symbol'), `${JSON.stringify(symbol)} is no symbol`);
  if (kind === UNSPECIFIED) throw invalidArgument(field('kind'), 'is required');
  const effectiveMs = millis(action.effectiveAt, field('effective_at'));
  const announcedMs = action.announcedAt === undefined ? effectiveMs : millis(action.announcedAt);
  if (announcedMs > effectiveMs) throw invalidArgument(field('announced_at'), 'lies after effective_at');
  const needsValue = kind === SPLIT || kind === DIVIDEND;
  if (needsValue && !dec(action.value, field('value')).gt(0)) throw invalidArgument(field('value'), 'must be positive');
  if (kind === RENAME && !SYMBOL.test(newSymbol)) {
    throw invalidArgument(field('new_symbol'), `${JSON.stringify(newSymbol)} is no symbol`);
  }
  return {
    symbol,
    kind,
    announcedMs,
    effectiveMs,
    value: needsValue ? (action.value?.value ?? '') : '',
    newSymbol: kind === RENAME ? newSymbol : '',
  };
}
