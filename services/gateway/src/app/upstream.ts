import { ConnectError } from '@cream/grpc';

/** Waits for an answer of a service. @throws ConnectError with the callee's status, its message led by the service's name */
export async function from<T>(service: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { rawMessage, code } = ConnectError.from(error);
    throw new ConnectError(`${service}: ${rawMessage}`, code, undefined, undefined, error);
  }
}
