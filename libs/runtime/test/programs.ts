import type { DescMethod, DescService, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { type CallContext, failedPrecondition, Rpc } from '@cream/grpc';
import { ConsoleService } from '@cream/proto/console';
import { BacktestService, ConfigService, OrchestratorService, SchedulerService } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { ContextService, MemoryService, RegimeService, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { Controller, type Type } from '@nestjs/common';
import { defineService, type ServiceDefinition } from '../src/define-service.js';
import type { ServiceHost } from '../src/service-host.js';
import { SERVICES, type ServiceName, type TargetName } from '../src/services.js';

/** Handlers of some methods of a service. */
export type Handlers<S extends DescService> = {
  [K in keyof S['method']]?: (
    request: MessageShape<S['method'][K]['input']>,
    context: CallContext,
  ) => S['method'][K]['methodKind'] extends 'server_streaming'
    ? AsyncIterable<MessageInitShape<S['method'][K]['output']>>
    : Promise<MessageInitShape<S['method'][K]['output']>> | MessageInitShape<S['method'][K]['output']>;
};

type AnyHandlers = Partial<Record<string, (request: never, context: CallContext) => unknown>>;

/** A controller that answers with the given handlers and refuses every other method; `omit` leaves methods out. */
export function controllerFor<S extends DescService>(service: S, handlers: Handlers<S>, omit: string[] = []): Type {
  class Scripted {}
  for (const method of service.methods) {
    if (omit.includes(method.localName)) continue;
    const written = (handlers as AnyHandlers)[method.localName] ?? refuse;
    decorate(Scripted.prototype, method, written);
  }
  Controller()(Scripted);
  return Scripted;
}

function refuse(): never {
  throw failedPrecondition('not part of this test');
}

function decorate(prototype: object, method: DescMethod, value: unknown): void {
  const descriptor: PropertyDescriptor = { value, configurable: true, writable: true };
  Rpc(method)(prototype, method.localName, descriptor as TypedPropertyDescriptor<never>);
  Object.defineProperty(prototype, method.localName, descriptor);
}

const CONTRACTS: readonly DescService[] = [
  AgentService,
  BacktestService,
  ConfigService,
  ConsoleService,
  ContextService,
  ExecutionService,
  MarketDataService,
  MemoryService,
  OrchestratorService,
  RegimeService,
  RiskService,
  SchedulerService,
  TechnicalsService,
];

/** A program of the table whose module holds one scripted controller. */
export function program<S extends DescService>(
  name: ServiceName,
  service: S,
  handlers: (host: ServiceHost) => Handlers<S> = () => ({}),
  more: Partial<ServiceDefinition> = {},
): ServiceDefinition {
  class ScriptedModule {}
  return defineService({
    name,
    implements: [service],
    calls: name === 'agent' ? [] : SERVICES[name].calls,
    module: (host) => ({ module: ScriptedModule, controllers: [controllerFor(service, handlers(host))] }),
    ...more,
  });
}

/** Every program of the system, each refusing every call. */
export function wholeSystem(): ServiceDefinition[] {
  const targets = (Object.keys(SERVICES) as TargetName[]).filter((name) => !name.startsWith('agent-'));
  return (['agent', ...targets] as ServiceName[]).map((name) => {
    const contract = name === 'agent' ? AgentService.typeName : SERVICES[name].contract;
    const service = CONTRACTS.find(({ typeName }) => typeName === contract);
    if (service === undefined) throw new Error(`${contract} is not a contract`);
    return program(name, service, undefined, name === 'gateway' ? { http: true } : {});
  });
}
