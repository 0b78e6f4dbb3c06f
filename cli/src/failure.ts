import { Code, ConnectError } from '@connectrpc/connect';

/** 1: the work failed. 2: the request was wrong. */
export type ExitCode = 1 | 2;

/** The request was wrong: one line that says what, and how to put it right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
}

/** Errors of the request by name: libraries and services state them, the command only tells them apart. */
const REQUEST_ERRORS: ReadonlySet<string> = new Set(['UsageError', 'MarketDataError', 'SettingsError']);
const REQUEST_CODES: ReadonlySet<Code> = new Set([Code.InvalidArgument, Code.NotFound, Code.FailedPrecondition]);

/** What an error means to whoever typed the command, in one line. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConnectError) {
    return {
      exitCode: REQUEST_CODES.has(error.code) ? 2 : 1,
      code: Code[error.code],
      message: oneLine(error.rawMessage),
    };
  }
  if (!(error instanceof Error)) return { exitCode: 1, code: 'Error', message: oneLine(String(error)) };
  const named = error as Error & { code?: unknown };
  return {
    exitCode: REQUEST_ERRORS.has(error.name) ? 2 : 1,
    code: typeof named.code === 'string' ? named.code : error.name,
    message: oneLine(error.message),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
