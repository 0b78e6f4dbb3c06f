import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import type { Statement } from '@cream/storage';
import { insertFinding } from './finding-rows.js';

const LONGEST = 300;

export interface PublicationConflict {
  /** What was imported, and from where: `news Alpaca`. */
  readonly origin: string;
  /** Symbol, or name of the series. */
  readonly subject: string;
  /** UTC milliseconds. */
  readonly knownMs: number;
  readonly observed: string;
  readonly expected: string;
}

/** The finding that something contradicts what is stored. */
export function publicationConflict({ origin, subject, knownMs, observed, expected }: PublicationConflict): Statement {
  return insertFinding(origin, {
    code: Finding_Code.CONFLICT,
    severity: Finding_Severity.ERROR,
    symbol: subject,
    interval: 0,
    timeMs: knownMs,
    line: 0,
    observed: shortened(observed),
    expected: shortened(expected),
    row: '',
  });
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
