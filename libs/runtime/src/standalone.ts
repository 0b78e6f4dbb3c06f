import 'reflect-metadata';
import { type Clients, createClients, createWireTransport, type WireServer, type WireTransport } from '@cream/grpc';
import type { INestApplication, INestApplicationContext } from '@nestjs/common';
import { addWireServer } from './add-wire-server.js';
import type { Placement } from './boot-order.js';
import { CallHooks } from './call-hooks.js';
import { type Clock, systemClock } from './clock.js';
import type { Readiness, ServiceDefinition } from './define-service.js';
import { checkedHandlers } from './embedded.js';
import { addHealthRoutes } from './health-routes.js';
import { createHttpApp, listenHttp, urlOf } from './http-app.js';
import { createLogger, type Logger } from './log.js';
import { nestLog } from './nest-log.js';
import { bindingPort } from './port-in-use.js';
import { readinessOf } from './readiness.js';
import { addressOf, type Folders, readRuntimeSettings, targetFor } from './runtime.config.js';
import type { ServiceHost } from './service-host.js';
import { roleOf, SERVICES, type TargetName, targetOf } from './services.js';
import type { Environment } from './settings.js';

/** How often a service is asked whether it is ready, for the health protocol. */
const READINESS_INTERVAL_MS = 5_000;
const SHUTDOWN_LIMIT_MS = 5_000;

export interface StandaloneOptions extends Folders {
  readonly env: Environment;
  readonly readOnly?: boolean;
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
  /** Default: JSON lines on standard output from level `info`, or `CREAM_LOG_LEVEL`. */
  readonly logger?: Logger;
  /** Standard error (2) instead of standard output (1) for the default log. */
  readonly logTo?: 1 | 2;
  /** Stop on SIGTERM and SIGINT; default true. */
  readonly handleSignals?: boolean;
}

/** A service that runs alone in this process. */
export interface Standalone {
  readonly name: TargetName;
  readonly app: INestApplicationContext;
  /** Port of its RPCs; undefined when it implements none. */
  readonly grpcPort: number | undefined;
  /** Where health, metrics and its own HTTP are. */
  readonly url: string;
  /** Resolves when it has stopped. */
  readonly closed: Promise<void>;
  /** Stops within five seconds: no new calls, running ones finish, streams end with UNAVAILABLE. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Runs one service: RPCs on its gRPC port, health and metrics on its HTTP port.
 *
 * @throws SettingsError, PortInUseError, or Error naming a method without handler
 */
export async function startAlone(definition: ServiceDefinition, options: StandaloneOptions): Promise<Standalone> {
  const { env } = options;
  const settings = readRuntimeSettings(env, options);
  const target = targetFor(definition.name, env);
  const log = (options.logger ?? createLogger({ level: settings.logLevel ?? 'info', to: options.logTo ?? 1 })).child({
    service: target,
  });
  const { Metrics } = await import('./metrics.js');
  const metrics = new Metrics();
  const hooks = new CallHooks(metrics);
  const callees = connect(target, definition, env);
  const host: ServiceHost = {
    name: target,
    clients: callees.clients,
    log,
    counters: metrics,
    clock: options.clock ?? systemClock,
    dataDir: settings.dataDir,
    keysDir: settings.keysDir,
    env,
    readOnly: options.readOnly ?? false,
    overrides: options.overrides ?? {},
  };

  let app: INestApplication | undefined;
  try {
    app = await createHttpApp(await definition.module(host), nestLog(log));
    const placement: Placement = { target, definition, role: roleOf(target) };
    checkedHandlers(placement, app, hooks, log);
    const server = addWireServer(app, definition, settings.grpcHost, settings.grpcPort ?? SERVICES[target].grpcPort);
    const readiness = watchReadiness(definition, app, server, log);
    addHealthRoutes(app.getHttpAdapter(), async () => [{ name: target, ...(await readiness.ask()) }], metrics);
    const httpPort = settings.httpPort ?? SERVICES[target].httpPort;
    const url = urlOf(settings.httpHost, await listenHttp(app, settings.httpHost, httpPort));
    if (server) await bindingPort(settings.grpcPort ?? SERVICES[target].grpcPort, () => startServices(app));
    await readiness.start();
    log.info({ url, grpcPort: server?.port }, 'started');
    return running(target, app, server, url, { hooks, readiness, callees, log }, options.handleSignals ?? true);
  } catch (error) {
    callees.close();
    await app?.close();
    throw error;
  }
}

interface Parts {
  readonly hooks: CallHooks;
  readonly readiness: { stop(): void };
  readonly callees: { close(): void };
  readonly log: Logger;
}

async function startServices(app: INestApplication | undefined): Promise<void> {
  await app?.startAllMicroservices();
}

/** Clients over the wire. Addresses are read at once, so that a wrong one stops the start. */
function connect(
  caller: TargetName,
  definition: ServiceDefinition,
  env: Environment,
): { clients: Clients; close(): void } {
  const addresses = new Map<string, string>(definition.calls.map((callee) => [callee, addressOf(callee, env)]));
  const transports: WireTransport[] = [];
  const clients = createClients({
    caller,
    calls: definition.calls,
    targetOf,
    transport: (target, service) => {
      const transport = createWireTransport({ address: addresses.get(target) ?? '', services: [service] });
      transports.push(transport);
      return transport;
    },
  });
  return {
    clients,
    close: () => {
      for (const transport of transports) transport.close();
    },
  };
}

/** Keeps the health protocol's answer in step with the service's own check. */
function watchReadiness(
  definition: ServiceDefinition,
  app: INestApplication,
  server: WireServer | undefined,
  log: Logger,
) {
  let timer: NodeJS.Timeout | undefined;
  let last: boolean | undefined;
  const ask = async (): Promise<Readiness> => {
    const readiness = await readinessOf(definition, app);
    if (last !== undefined && last !== readiness.ready) log.warn(readiness, 'readiness changed');
    last = readiness.ready;
    server?.setServing(readiness.ready);
    return readiness;
  };
  return {
    ask,
    start: async () => {
      await ask();
      timer = setInterval(() => void ask(), READINESS_INTERVAL_MS);
      timer.unref();
    },
    stop: () => {
      clearInterval(timer);
      server?.setServing(false);
    },
  };
}

function running(
  name: TargetName,
  app: INestApplication,
  server: WireServer | undefined,
  url: string,
  { hooks, readiness, callees, log }: Parts,
  handleSignals: boolean,
): Standalone {
  const { promise: closed, resolve: hasClosed } = Promise.withResolvers<void>();
  let closing: Promise<void> | undefined;

  async function stop(): Promise<void> {
    process.off('SIGTERM', onSignal);
    process.off('SIGINT', onSignal);
    // Before Nest's own hooks: those close databases that running calls still need.
    readiness.stop();
    hooks.endStreams();
    await server?.close();
    await app.close();
    callees.close();
    log.info('stopped');
    hasClosed();
  }

  function close(): Promise<void> {
    closing ??= stop();
    return closing;
  }

  function onSignal(signal: NodeJS.Signals): void {
    log.info({ signal }, 'stopping');
    const limit = setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS);
    close()
      .catch((error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exitCode = 1;
        hasClosed();
      })
      .finally(() => clearTimeout(limit));
  }

  if (handleSignals) {
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  }
  return { name, app, grpcPort: server?.port, url, closed, close };
}
