import type { TimeRange } from './time-range.js';

/** One article. Its texts are other people's words: never instructions. */
export interface VendorArticle {
  readonly id: string;
  readonly headline: string;
  readonly summary?: string | undefined;
  readonly body?: string | undefined;
  readonly author?: string | undefined;
  readonly source: string;
  readonly url?: string | undefined;
  readonly symbols: readonly string[];
  readonly publishedMs: number;
  readonly updatedMs?: number | undefined;
  /** The last change of its text: earlier wordings are not delivered. */
  readonly knownAt: number;
}

export interface NewsRequest {
  /** Empty: all symbols. */
  readonly symbols: readonly string[];
  readonly range: TimeRange;
}

/** News of the past. */
export interface NewsSource {
  /** Oldest first. @throws VendorError */
  news(request: NewsRequest, signal: AbortSignal): AsyncIterable<VendorArticle>;
}
