import { Code, ConnectError } from '@connectrpc/connect';

/** Header that carries the path of the request field an error is about. */
const FIELD_HEADER = 'cream-field';

/** INVALID_ARGUMENT about one field of the request, for example `plan.decisions[0].size.value`. */
export function invalidArgument(field: string, text: string): ConnectError {
  return new ConnectError(`${field}: ${text}`, Code.InvalidArgument, { [FIELD_HEADER]: field });
}

/** NOT_FOUND: what was asked for does not exist. */
export function notFound(text: string): ConnectError {
  return new ConnectError(text, Code.NotFound);
}

/** FAILED_PRECONDITION: the request is well formed, but not possible in the present state. */
export function failedPrecondition(text: string): ConnectError {
  return new ConnectError(text, Code.FailedPrecondition);
}

/** UNAVAILABLE: trying again later may work. */
export function unavailable(text: string): ConnectError {
  return new ConnectError(text, Code.Unavailable);
}

/** ALREADY_EXISTS: what was to be created is there. */
export function alreadyExists(text: string): ConnectError {
  return new ConnectError(text, Code.AlreadyExists);
}

/** CANCELLED: the caller gave up. */
export function canceled(text = 'the call was cancelled'): ConnectError {
  return new ConnectError(text, Code.Canceled);
}

/** DEADLINE_EXCEEDED: no answer in time. */
export function deadlineExceeded(text = 'the deadline passed'): ConnectError {
  return new ConnectError(text, Code.DeadlineExceeded);
}

/** The path of the request field an error is about, on either side of a call. */
export function fieldOf(error: unknown): string | undefined {
  return error instanceof ConnectError ? (error.metadata.get(FIELD_HEADER) ?? undefined) : undefined;
}

/** The shape of the domain's error, recognised without importing the domain. */
interface DomainErrorLike {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** What a storage error means to a caller, where its operator can do something about it; recognised by shape as above. */
const STORAGE_CODES: ReadonlyMap<unknown, Code> = new Map([
  ['STORAGE_FULL', Code.ResourceExhausted],
  ['DATABASE_DAMAGED', Code.DataLoss],
  ['ROW_TYPE', Code.DataLoss],
  ['ROW_UNREADABLE', Code.DataLoss],
]);

/** Codes of domain errors that speak of a state instead of a value. */
const STATE_CODES = /STATE|TRANSITION|PRECONDITION|CONFLICT/i;

function isDomainError(error: unknown): error is Error & DomainErrorLike {
  return error instanceof Error && error.name === 'DomainError' && 'code' in error && typeof error.code === 'string';
}

/**
 * The error a caller may see for whatever a handler threw. Errors with a code pass; a domain error says what is wrong
 * with the request or the state; an abort is the cancellation that caused it; a full disk and a damaged database are told
 * as they are, for only their operator can help; everything else is INTERNAL with a message that tells nothing of the inside. The original stays in `cause`, which no transport sends.
 *
 * @param rpc name for the message, for example `cream.trading.v1.RiskService/Check`
 * @param cancellation why the call was ended early, if it was
 */
export function toConnectError(error: unknown, rpc: string, cancellation?: ConnectError): ConnectError {
  if (error instanceof ConnectError) return error;
  if (isDomainError(error)) {
    if (STATE_CODES.test(error.code)) return withCause(failedPrecondition(error.message), error);
    return withCause(error.field ? invalidArgument(error.field, error.message) : plainInvalid(error.message), error);
  }
  if (cancellation && error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) {
    return cancellation;
  }
  const storage = error instanceof Error && 'code' in error ? STORAGE_CODES.get(error.code) : undefined;
  if (storage !== undefined) return withCause(new ConnectError((error as Error).message, storage), error);
  return new ConnectError(`internal error in ${rpc}`, Code.Internal, undefined, undefined, error);
}

function plainInvalid(text: string): ConnectError {
  return new ConnectError(text, Code.InvalidArgument);
}

function withCause(error: ConnectError, cause: unknown): ConnectError {
  error.cause = cause;
  return error;
}
