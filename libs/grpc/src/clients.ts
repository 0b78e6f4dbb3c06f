import type { DescService } from '@bufbuild/protobuf';
import type { Client, Transport } from '@connectrpc/connect';
import { createServiceClient } from './client.js';

/** Where a service gets its clients from. The same whether a callee lives in this process or across the cluster. */
export interface Clients {
  /**
   * A client of a service.
   *
   * @param target who answers; needed only where several targets implement one service, as for agents
   * @throws Error when the caller did not declare that it calls the target
   */
  get<S extends DescService>(service: S, target?: string): Client<S>;
}

export interface ClientsOptions {
  /** Who calls, for error messages. */
  readonly caller: string;
  /** Targets the caller declared; undefined allows all. */
  readonly calls?: Iterable<string> | undefined;
  /** The only target that implements a service; undefined when there is none or more than one. */
  readonly targetOf: (service: DescService) => string | undefined;
  /** The transport to a target and the service wanted there; asked once for each pair. */
  readonly transport: (target: string, service: DescService) => Transport;
}

/** @returns clients for one caller, each made once */
export function createClients(options: ClientsOptions): Clients {
  const allowed = options.calls && new Set(options.calls);
  const clients = new Map<string, Map<DescService, Client<DescService>>>();

  return {
    get<S extends DescService>(service: S, target = options.targetOf(service)): Client<S> {
      if (target === undefined) throw new Error(`${service.typeName} has several targets: say which one to call`);
      if (allowed && !allowed.has(target)) {
        throw new Error(`${options.caller} may not call ${target}: it is not among its declared calls`);
      }
      const known = clients.get(target) ?? new Map<DescService, Client<DescService>>();
      clients.set(target, known);
      const client =
        known.get(service) ?? createServiceClient<DescService>(service, options.transport(target, service));
      known.set(service, client);
      return client as Client<S>;
    },
  };
}
