import { VendorError, type VendorErrorDetails } from '../../app/ports/vendor-error.js';

/** One page and where the next one is. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * All items of a paged answer.
 * @param fetchPage the first time without a token
 * @throws VendorError MALFORMED when the vendor gives the same token twice: it would never end
 */
export async function* allPages<T>(
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
  details: VendorErrorDetails,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await fetchPage(token);
    yield* page.items;
    token = page.next;
    if (token !== undefined && seen.has(token)) {
      throw new VendorError('MALFORMED', 'the pages go round in a circle', { ...details, field: 'next page' });
    }
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}
