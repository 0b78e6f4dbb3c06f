import { millis } from '@cream/domain';
import { ContextSourceKind } from '@cream/proto/knowledge';
import { type PublicationSource, PublicationSource_Kind } from '@cream/proto/market';

/** Whether there is a source of a kind at all. */
export interface SourceState {
  readonly kind: ContextSourceKind;
  readonly configured: boolean;
  /** For people. */
  readonly detail: string;
}

/** What each kind of the contract is made of, and how people call it. */
const KINDS: readonly {
  readonly kind: ContextSourceKind;
  readonly of: readonly PublicationSource_Kind[];
  readonly none: string;
}[] = [
  { kind: ContextSourceKind.NEWS, of: [PublicationSource_Kind.NEWS], none: 'no news was imported' },
  { kind: ContextSourceKind.FILINGS, of: [PublicationSource_Kind.STATEMENTS], none: 'no statements were imported' },
  {
    kind: ContextSourceKind.MACRO,
    of: [PublicationSource_Kind.MACRO, PublicationSource_Kind.CALENDAR],
    none: 'neither economic series nor a calendar was imported',
  },
  { kind: ContextSourceKind.PREDICTION_MARKETS, of: [], none: 'no prediction market is configured' },
];

const NOUNS: Readonly<Record<PublicationSource_Kind, string>> = {
  [PublicationSource_Kind.UNSPECIFIED]: 'publications',
  [PublicationSource_Kind.NEWS]: 'articles',
  [PublicationSource_Kind.STATEMENTS]: 'statements',
  [PublicationSource_Kind.MACRO]: 'observations',
  [PublicationSource_Kind.CALENDAR]: 'calendar events',
};

/** Each kind of the contract once. Having no source is said, because it is something else than having read nothing. */
export function sourceStates(held: readonly PublicationSource[]): SourceState[] {
  return KINDS.map(({ kind, of, none }) => {
    const own = held.filter((source) => of.includes(source.kind));
    return { kind, configured: own.length > 0, detail: own.length > 0 ? own.map(sentence).join('; ') : none };
  });
}

/** `FRED: 240 observations, the newest known since 2016-02-19T21:00:00.000Z`. */
function sentence({ kind, source, count, newest }: PublicationSource): string {
  const since = newest === undefined ? '' : `, the newest known since ${new Date(millis(newest)).toISOString()}`;
  return `${source}: ${count} ${NOUNS[kind]}${since}`;
}
