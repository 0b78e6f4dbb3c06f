import { ContextSourceKind } from '@cream/proto/knowledge';

/** Whether there is a source of a kind at all. */
export interface SourceState {
  readonly kind: ContextSourceKind;
  readonly configured: boolean;
  /** For people. */
  readonly detail: string;
}

/** Every kind of the contract. None has an adapter in this version, and the answer says so instead of "no news". */
export const SOURCES: readonly SourceState[] = [
  { kind: ContextSourceKind.NEWS, configured: false, detail: 'no news source is configured' },
  { kind: ContextSourceKind.FILINGS, configured: false, detail: 'no source of SEC filings is configured' },
  { kind: ContextSourceKind.MACRO, configured: false, detail: 'no macro calendar is configured' },
  { kind: ContextSourceKind.PREDICTION_MARKETS, configured: false, detail: 'no prediction market is configured' },
];
