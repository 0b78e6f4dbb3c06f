import 'reflect-metadata';
import {
  type BoundHandler,
  type Clients,
  checkHandlers,
  controllersOf,
  createClients,
  handlersOf,
  type MemoryCodec,
  MemoryNetwork,
  type WireServer,
} from '@cream/grpc';
import type { INestApplication, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { addWireServer } from './add-wire-server.js';
import { bootOrder, type Placement } from './boot-order.js';
import { CallHooks } from './call-hooks.js';
import { type Clock, systemClock } from './clock.js';
import type { ServiceDefinition } from './define-service.js';
import { addHealthRoutes, type ServiceReadiness } from './health-routes.js';
import { createHttpApp, listenHttp, urlOf } from './http-app.js';
import { createLogger, type Logger } from './log.js';
import type { Metrics } from './metrics.js';
import { bindingPort } from './port-in-use.js';
import { readinessOf } from './readiness.js';
import { type Folders, type RuntimeSettings, readRuntimeSettings } from './runtime.config.js';
import type { ServiceHost } from './service-host.js';
import { SERVICES, type TargetName, targetOf } from './services.js';
import type { Environment } from './settings.js';

export interface EmbeddedOptions extends Folders {
  /** Settings of all services; nothing is read from the process itself. */
  readonly env?: Environment;
  /** How messages travel; default `direct`. */
  readonly codec?: MemoryCodec;
  readonly readOnly?: boolean;
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
  /** Default: JSON lines on standard error from level `warn`, or `CREAM_LOG_LEVEL`. */
  readonly logger?: Logger;
  /** Agent roles to start; all when absent. */
  readonly roles?: readonly string[];
  /** Targets that also answer on gRPC, for callers outside this process, and their ports; 0 takes a free one. Default: none. */
  readonly grpcPorts?: Readonly<Partial<Record<TargetName, number>>>;
  /** Port of the service with HTTP; overrides `CREAM_HTTP_PORT` and the table; 0 takes a free one. */
  readonly httpPort?: number;
}

/** Services that run together in this process. */
export interface Embedded {
  /** Clients that may call every target. */
  readonly clients: Clients;
  /** Where the service with HTTP listens. */
  readonly url: string | undefined;
  /** The port on which a target answers outside callers; undefined when it does not. */
  grpcPort(target: TargetName): number | undefined;
  /** The Nest application of a target. @throws Error when it does not run here */
  get(target: string): INestApplicationContext;
  health(): Promise<ServiceReadiness[]>;
  /** Stops all services, callers before their callees. Safe to call twice. */
  close(): Promise<void>;
}

interface Running extends Placement {
  readonly app: INestApplicationContext;
  readonly server?: WireServer | undefined;
}

/**
 * Runs services in this process; their calls stay in memory. Callees start before callers.
 *
 * @throws SettingsError, PortInUseError, or Error naming a method without handler; whatever was started is stopped again
 */
export async function startEmbedded(
  definitions: readonly ServiceDefinition[],
  options: EmbeddedOptions,
): Promise<Embedded> {
  const env = options.env ?? {};
  const settings = readRuntimeSettings(env, options);
  const log = options.logger ?? createLogger({ level: settings.logLevel ?? 'warn', to: 2 });
  const placements = bootOrder(definitions, options.roles);
  const metrics = placements.some(({ definition }) => definition.http) ? await createMetrics() : undefined;
  const embedded = new EmbeddedProcess(options, env, settings, log, metrics);
  try {
    for (const placement of placements) await embedded.start(placement);
    return embedded;
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

async function createMetrics(): Promise<Metrics> {
  const { Metrics } = await import('./metrics.js');
  return new Metrics();
}

class EmbeddedProcess implements Embedded {
  readonly clients: Clients;
  url: string | undefined;
  readonly #network: MemoryNetwork;
  readonly #hooks: CallHooks;
  readonly #running = new Map<string, Running>();
  #closing: Promise<void> | undefined;

  constructor(
    private readonly options: EmbeddedOptions,
    private readonly env: Environment,
    private readonly settings: RuntimeSettings,
    private readonly log: Logger,
    private readonly metrics: Metrics | undefined,
  ) {
    this.#network = new MemoryNetwork({ codec: options.codec });
    this.#hooks = new CallHooks(metrics);
    this.clients = this.clientsFor('this process');
  }

  async start(placement: Placement): Promise<void> {
    const { target, definition } = placement;
    const host = this.hostFor(placement);
    const module = await definition.module(host);
    const grpcPort = this.options.grpcPorts?.[target];
    const reachable = definition.http === true || grpcPort !== undefined;
    const app = reachable
      ? await createHttpApp(module, false)
      : await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    const server =
      grpcPort === undefined
        ? undefined
        : addWireServer(app as INestApplication, definition, this.settings.grpcHost, grpcPort);
    this.#running.set(target, { ...placement, app, server });
    this.#network.register(target, checkedHandlers(placement, app, this.#hooks, host.log));
    if (server !== undefined) await this.answer(server, app as INestApplication, grpcPort ?? 0);
    if (definition.http) await this.listen(target, app as INestApplication);
  }

  grpcPort(target: TargetName): number | undefined {
    return this.#running.get(target)?.server?.port;
  }

  get(target: string): INestApplicationContext {
    const running = this.#running.get(target);
    if (running === undefined) throw new Error(`${target} does not run in this process`);
    return running.app;
  }

  health(): Promise<ServiceReadiness[]> {
    return Promise.all(
      [...this.#running.values()].map(async ({ target, definition, app }) => ({
        name: target,
        ...(await readinessOf(definition, app)),
      })),
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.stop();
    return this.#closing;
  }

  private async stop(): Promise<void> {
    this.#hooks.endStreams();
    const failures: unknown[] = [];
    for (const { target, app, server } of [...this.#running.values()].reverse()) {
      try {
        // Before Nest's own hooks: those close databases that running calls still need.
        await server?.close();
        await app.close();
      } catch (error) {
        failures.push(error);
      }
      this.#network.unregister(target);
    }
    if (failures.length > 0) throw new AggregateError(failures, 'services did not stop cleanly');
  }

  private async answer(server: WireServer, app: INestApplication, port: number): Promise<void> {
    await bindingPort(port, () => app.startAllMicroservices());
    server.setServing(true);
  }

  private async listen(target: Placement['target'], app: INestApplication): Promise<void> {
    if (this.metrics) addHealthRoutes(app.getHttpAdapter(), () => this.health(), this.metrics);
    const port = this.options.httpPort ?? this.settings.httpPort ?? SERVICES[target].httpPort;
    const bound = await listenHttp(app, this.settings.httpHost, port);
    this.url ??= urlOf(this.settings.httpHost, bound);
  }

  private hostFor({ target, definition, role }: Placement): ServiceHost {
    return {
      name: target,
      clients: this.clientsFor(target, definition.calls),
      log: this.log.child({ service: target }),
      counters: this.metrics,
      clock: this.options.clock ?? systemClock,
      dataDir: this.settings.dataDir,
      keysDir: this.settings.keysDir,
      env: role === undefined ? this.env : { ...this.env, CREAM_AGENT_ROLE: role },
      readOnly: this.options.readOnly ?? false,
      overrides: this.options.overrides ?? {},
    };
  }

  private clientsFor(caller: string, calls?: readonly string[]): Clients {
    return createClients({ caller, calls, targetOf, transport: (target) => this.#network.transport(target) });
  }
}

/** The handlers of a started service. @throws Error when they do not fit what it implements */
export function checkedHandlers(
  { target, definition }: Placement,
  app: INestApplicationContext,
  hooks: CallHooks,
  log: Logger,
): BoundHandler[] {
  const handlers = handlersOf(controllersOf(app), hooks.forService(log));
  checkHandlers(target, definition.implements, handlers);
  return handlers;
}
