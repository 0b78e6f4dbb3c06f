import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodUnary,
  type DescService,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  type BoundHandler,
  type Clients,
  type ConnectError,
  createClients,
  MemoryNetwork,
  requestValidator,
  toConnectError,
} from '@cream/grpc';
import { ConfigService } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { ContextService, MemoryService, RegimeService, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { AGENT_TARGETS, SERVICES, type TargetName, targetOf } from '@cream/runtime';

/** What a neighbour answers. `nth` counts the calls of this method at this target, from 1. */
export type Script<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  nth: number,
) => MessageInitShape<O> | Promise<MessageInitShape<O>>;

const NEIGHBOURS: readonly DescService[] = [
  ConfigService,
  ExecutionService,
  MarketDataService,
  TechnicalsService,
  RegimeService,
  ContextService,
  MemoryService,
  RiskService,
];

/**
 * Everyone the orchestrator calls, reached by its real clients over the in-memory transport. They refuse requests that
 * break the contract, and count every call.
 */
export class ScriptedNeighbours {
  readonly clients: Clients;
  readonly #scripts = new Map<string, Script<DescMessage, DescMessage>>();
  readonly #asked = new Map<string, number>();
  #since = new Map<string, number>();

  constructor() {
    const network = new MemoryNetwork({ codec: 'round-trip' });
    for (const service of NEIGHBOURS) this.#register(network, targetOf(service), service);
    for (const target of AGENT_TARGETS) this.#register(network, target, AgentService);
    this.clients = createClients({
      caller: 'orchestrator',
      calls: SERVICES.orchestrator.calls,
      targetOf,
      transport: (target) => network.transport(target),
    });
  }

  /** From now on the target answers the method so. */
  on<I extends DescMessage, O extends DescMessage>(
    target: TargetName,
    method: DescMethodUnary<I, O>,
    script: Script<I, O>,
  ): void {
    this.#scripts.set(callName(target, method), script as unknown as Script<DescMessage, DescMessage>);
  }

  /** The next call of a method fails so; the ones after it are answered as before. */
  failOnce(target: TargetName, method: DescMethod, error: ConnectError): void {
    const name = callName(target, method);
    const script = this.#scripts.get(name);
    if (script === undefined) throw new Error(`${name} is not part of this test`);
    this.#scripts.set(name, () => {
      this.#scripts.set(name, script);
      throw error;
    });
  }

  /** How often each method was called since the last time this was read, such as `agent-trader Propose`. */
  calls(): Record<string, number> {
    const counts = [...this.#asked].map(([name, count]) => [name, count - (this.#since.get(name) ?? 0)] as const);
    this.#since = new Map(this.#asked);
    return Object.fromEntries(counts.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #register(network: MemoryNetwork, target: TargetName | undefined, service: DescService): void {
    if (target === undefined) throw new Error(`${service.typeName} has no target`);
    network.register(
      target,
      service.methods.map((method) => this.#handler(target, method)),
    );
  }

  #handler(target: TargetName, method: DescMethod): BoundHandler {
    const name = callName(target, method);
    const check = requestValidator(method.input);
    return {
      method,
      unary: async (request) => {
        const nth = (this.#asked.get(name) ?? 0) + 1;
        this.#asked.set(name, nth);
        const script = this.#scripts.get(name);
        if (script === undefined) throw new Error(`${name} is not part of this test`);
        try {
          check(request);
          return create(method.output, await script(request, nth));
        } catch (error) {
          throw toConnectError(error, name);
        }
      },
      stream: () => {
        throw new Error(`${name} is not part of this test`);
      },
    };
  }
}

function callName(target: TargetName, method: DescMethod): string {
  return `${target} ${method.name}`;
}
