import type { Position } from '@cream/proto/portfolio';
import { decimal } from '../format/decimal.js';

/**
 * What to warn of when no live stop covers the whole position; undefined while one does. Both quantities are canonical
 * text, so equal amounts are equal texts.
 */
export function unprotected({ quantity, protectedQuantity }: Position): string | undefined {
  if (quantity === undefined || protectedQuantity === undefined) return 'PROTECTION NOT KNOWN';
  const held = quantity.value.replace('-', '');
  if (protectedQuantity.value === held) return undefined;
  if (protectedQuantity.value === '0') return 'UNPROTECTED';
  return `${decimal(protectedQuantity.value)} OF ${decimal(held)} PROTECTED`;
}
