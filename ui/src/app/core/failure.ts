import { Code, ConnectError } from '@connectrpc/connect';

/** What to tell a person about a failed call: the message names the service that failed. */
export interface Failure {
  readonly title: string;
  readonly text: string;
}

/** The gateway answers with the failing service in the message; a request that never arrived says so. */
export function failureOf(error: unknown): Failure {
  const failure = ConnectError.from(unwrapped(error));
  switch (failure.code) {
    case Code.NotFound:
      return { title: 'Not found', text: failure.rawMessage };
    case Code.InvalidArgument:
      return { title: 'The request was wrong', text: failure.rawMessage };
    case Code.Unknown:
      return { title: 'The gateway does not answer', text: `${failure.rawMessage}. Is the system running?` };
    default:
      return { title: `Failed (${Code[failure.code]})`, text: failure.rawMessage };
  }
}

/** Angular's resource wraps what is not an Error; the cause is what was thrown. */
function unwrapped(error: unknown): unknown {
  return error instanceof ConnectError || !(error instanceof Error) ? error : (error.cause ?? error);
}
