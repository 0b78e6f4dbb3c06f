/** Somebody else listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(
    readonly port: number,
    options?: ErrorOptions,
  ) {
    super(`port ${port} is in use`, options);
  }
}

/** Runs something that binds a port. @throws PortInUseError when the port is taken */
export async function bindingPort<T>(port: number, bind: () => Promise<T>): Promise<T> {
  try {
    return await bind();
  } catch (cause) {
    // Node gives the code; grpc-js only the text of it.
    if (cause instanceof Error && `${(cause as NodeJS.ErrnoException).code} ${cause.message}`.includes('EADDRINUSE')) {
      throw new PortInUseError(port, { cause });
    }
    throw cause;
  }
}
