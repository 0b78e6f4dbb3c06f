import { VendorError } from '../ports/index.js';

/** A feed that connecting again does not mend: a key that is missing or refused, or a plan without it. */
export class FeedFailedError extends Error {
  override readonly name = 'FeedFailedError';

  constructor(
    vendor: string,
    /** What ended it. */
    override readonly cause: unknown,
  ) {
    // A VendorError's words hold no key; those of other errors are for the log alone.
    super(cause instanceof VendorError ? cause.message : `${vendor}: the live feed has ended`);
  }
}
