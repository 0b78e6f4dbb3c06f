import type { DescService } from '@bufbuild/protobuf';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import type { ServiceHost } from './service-host.js';
import { AGENT_PROGRAM, SERVICES, type ServiceName, type TargetName } from './services.js';

/** Whether a service can do its work now, and why not. */
export interface Readiness {
  readonly ready: boolean;
  /** For people; empty when there is nothing to say. */
  readonly detail: string;
}

/** A service as a program: what it implements, whom it calls, how it is put together. */
export interface ServiceDefinition {
  /** A target of the table, or `agent` for the program behind all agent targets. */
  readonly name: ServiceName;
  /** The contracts it answers on gRPC. Each of their methods needs one `@Rpc` handler in the module. */
  readonly implements: readonly DescService[];
  /** The targets it calls; must equal the table. */
  readonly calls: readonly TargetName[];
  /** True when it serves HTTP of its own in the embedded mode too: its module may use Express middleware. */
  readonly http?: boolean;
  /** Wires the service. @throws SettingsError when a setting is missing or wrong */
  readonly module: (host: ServiceHost) => DynamicModule | Promise<DynamicModule>;
  /** Asked for `/readyz`; absent means ready as soon as started. */
  readonly ready?: (app: INestApplicationContext) => Readiness | boolean | Promise<Readiness | boolean>;
}

/**
 * Declares a service.
 *
 * @throws Error when its calls differ from the table, which charts and boot order are made from
 */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  const allowed = definition.name === AGENT_PROGRAM ? [] : SERVICES[definition.name].calls;
  const missing = allowed.filter((name) => !definition.calls.includes(name));
  const extra = definition.calls.filter((name) => !allowed.includes(name));
  if (missing.length > 0 || extra.length > 0) {
    const differences = [...missing.map((name) => `-${name}`), ...extra.map((name) => `+${name}`)].join(' ');
    throw new Error(`${definition.name}: its calls differ from the table of services: ${differences}`);
  }
  return definition;
}
