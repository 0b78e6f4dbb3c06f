import { Code, ConnectError } from '@connectrpc/connect';
import { oneLine } from './one-line.js';

/** 1: the work failed. 2: the request was wrong. */
export type ExitCode = 1 | 2;

/** The request was wrong: one line that says what, and how to put it right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Work that ended before its end, and what to type to go on with it. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';

  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: ExitCode = 1,
  ) {
    super(message);
  }
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
}

/** Errors of the request by name: libraries and services state them, the command only tells them apart. */
const REQUEST_ERRORS: ReadonlySet<string> = new Set(['UsageError', 'MarketDataError', 'SettingsError']);
const REQUEST_CODES: ReadonlySet<Code> = new Set([Code.InvalidArgument, Code.NotFound, Code.FailedPrecondition]);

const MAKE_ROOM = 'make room and ask again, what was recorded is kept';
const PUT_BACK = 'put a copy of it back, or name another directory with --data-dir';
/** What to do about it, where the error's own words do not say. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['DIRECTORY_NOT_WRITABLE', 'name another with --data-dir'],
  ['DIRECTORY_IN_USE', 'wait for it, end it, or name another directory with --data-dir'],
  ['STORAGE_FULL', MAKE_ROOM],
  ['ENOSPC', MAKE_ROOM],
  ['ResourceExhausted', MAKE_ROOM],
  ['DATABASE_DAMAGED', PUT_BACK],
  ['ROW_UNREADABLE', PUT_BACK],
  ['DataLoss', PUT_BACK],
  [
    'PortInUseError',
    'end who listens there, or name another with --port (one service alone: CREAM_GRPC_PORT, CREAM_HTTP_PORT)',
  ],
]);

/** What an error means to whoever typed the command, in one line. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConnectError) {
    return failure(REQUEST_CODES.has(error.code) ? 2 : 1, Code[error.code], error.rawMessage);
  }
  if (!(error instanceof Error)) return failure(1, 'Error', String(error));
  if (error instanceof StoppedError) {
    return { exitCode: error.exitCode, code: error.code, message: oneLine(error.message) };
  }
  const { code } = error as Error & { code?: unknown };
  return failure(REQUEST_ERRORS.has(error.name) ? 2 : 1, typeof code === 'string' ? code : error.name, error.message);
}

function failure(exitCode: ExitCode, code: string, message: string): Failure {
  const advice = ADVICE.get(code);
  const line = oneLine(message);
  return { exitCode, code, message: advice === undefined ? line : `${line.replace(/\.$/, '')}: ${advice}` };
}
