import type { FeedNotice } from '../ports/index.js';

/** Who counts and logs what happens to a feed. */
export interface FeedWatch {
  /** Up, down or a gap of the feed itself. */
  noticed(notice: FeedNotice): void;
  /** One message was dropped for a subscriber that is too slow. */
  dropped(kind: 'quote' | 'bar'): void;
  /** The feed ended with an error that connecting again does not mend. */
  failed(error: unknown): void;
}

/** Nobody watches. */
export const UNWATCHED: FeedWatch = {
  noticed: () => undefined,
  dropped: () => undefined,
  failed: () => undefined,
};
