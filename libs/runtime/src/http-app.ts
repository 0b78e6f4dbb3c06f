import type { DynamicModule, INestApplication, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { bindingPort } from './port-in-use.js';

/**
 * A Nest application on Express. Bodies are left unread for the RPC adapters that want the raw stream.
 *
 * The adapter is imported here, when it is needed: most embedded processes serve no HTTP.
 */
export async function createHttpApp(module: DynamicModule, logger: LoggerService | false): Promise<INestApplication> {
  const { ExpressAdapter } = await import('@nestjs/platform-express');
  return NestFactory.create(module, new ExpressAdapter(), {
    bodyParser: false,
    logger,
    abortOnError: false,
    // Browsers keep connections open; a shutdown must not wait for them.
    forceCloseConnections: true,
  });
}

/** Starts listening. @returns the bound port @throws PortInUseError */
export async function listenHttp(app: INestApplication, host: string, port: number): Promise<number> {
  await bindingPort(port, () => app.listen(port, host));
  const address = app.getHttpServer().address() as { port: number };
  return address.port;
}

/** The URL of a bound address, usable on this machine. */
export function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
