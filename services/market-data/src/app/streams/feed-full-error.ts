/** More symbols than the vendor lets one connection have: asking for them would cost everybody the feed. */
export class FeedFullError extends Error {
  override readonly name = 'FeedFullError';

  constructor(vendor: string, most: number) {
    super(`${vendor}: the live feed follows ${most} symbols at most (CREAM_MARKET_DATA_FEED_MAX_SYMBOLS)`);
  }
}
