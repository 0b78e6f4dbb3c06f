import type { z } from 'zod';
import { VendorError, type VendorErrorDetails } from '../../app/ports/vendor-error.js';

/**
 * A vendor's value as the schema reads it. Fields the schema does not name are ignored: vendors add some at any time.
 * @throws VendorError MALFORMED naming the first field that does not fit
 */
export function parseWire<S extends z.ZodType>(schema: S, value: unknown, details: VendorErrorDetails): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? '$' : issue.path.map(String).join('.');
  throw new VendorError('MALFORMED', `field ${field}: ${issue?.message ?? 'does not fit'}`, { ...details, field });
}
