import { DomainError, millis } from '@cream/domain';
import type { ClosedTrade, Feature } from '@cream/proto/knowledge';

/**
 * What the contract cannot say about a closed trade.
 * @throws DomainError `TRADE_INVALID` naming the field
 */
export function checkClosedTrade(trade: ClosedTrade): void {
  if (millis(trade.closedAt, 'trade.closed_at') < millis(trade.openedAt, 'trade.opened_at')) {
    throw new DomainError('TRADE_INVALID', 'must not be before opened_at', 'trade.closed_at');
  }
  if (!Number.isFinite(trade.return)) throw new DomainError('TRADE_INVALID', 'must be a finite number', 'trade.return');
  checkFeatures(trade.features, 'trade.features');
}

/**
 * Features must be named, named once, and numbers that can be compared.
 * @throws DomainError `FEATURE_INVALID` naming the field
 */
export function checkFeatures(features: readonly Feature[], field: string): void {
  const kinds = new Set<string>();
  for (const [index, { kind, value }] of features.entries()) {
    const at = `${field}[${index}]`;
    if (kind === '') throw new DomainError('FEATURE_INVALID', 'is required', `${at}.kind`);
    if (kinds.has(kind)) throw new DomainError('FEATURE_INVALID', `${kind} is named twice`, `${at}.kind`);
    if (!Number.isFinite(value)) throw new DomainError('FEATURE_INVALID', 'must be a finite number', `${at}.value`);
    kinds.add(kind);
  }
}
