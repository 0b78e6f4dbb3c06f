import { canonicalText } from '@cream/domain';
import type { DecimalText } from '../../app/ports/decimal-text.js';

const OCC = /^([A-Z0-9.]{1,6}?) *(\d{2})(\d{2})(\d{2})([CP])(\d{5})(\d{3})$/;

/** What an OCC option symbol says. */
export interface OccParts {
  readonly root: string;
  readonly expiration: string;
  readonly type: 'CALL' | 'PUT';
  readonly strike: DecimalText;
}

/** Reads an OCC symbol, padded or not; undefined when it is none. */
export function parseOcc(symbol: string): OccParts | undefined {
  const [, root, year, month, day, right, whole, thousandths] = OCC.exec(symbol) ?? [];
  if (root === undefined) return undefined;
  return {
    root,
    expiration: `20${year}-${month}-${day}`,
    type: right === 'C' ? 'CALL' : 'PUT',
    strike: canonicalText(`${whole}.${thousandths}`),
  };
}
