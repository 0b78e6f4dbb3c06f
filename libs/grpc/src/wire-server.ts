import type { DescService } from '@bufbuild/protobuf';
import type { Server } from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices/server/server-grpc.js';
import type { HealthImplementation } from 'grpc-health-check';
import { grpcJs } from './grpc-js.js';
import { MESSAGE_LIMIT_BYTES } from './message-limit.js';
import { fileDescriptors, packageDefinition, packageNames } from './service-definition.js';

export interface WireServerOptions {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  readonly services: readonly DescService[];
  /** How long `close` waits for calls that are going on, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Nest's gRPC transport with what it leaves out: the port it really listens on, gRPC's own health and reflection services,
 * and a shutdown that waits for running calls, but not for ever. Use as `{ strategy: new WireServer(…) }`.
 */
export class WireServer extends ServerGrpc {
  #port: number | undefined;
  #health: HealthImplementation | undefined;
  #serving = false;

  constructor(private readonly wire: WireServerOptions) {
    super({
      url: `${wire.host}:${wire.port}`,
      package: packageNames(wire.services),
      packageDefinition: packageDefinition(wire.services),
      protoLoader: '@grpc/grpc-js',
    });
  }

  /** The port it listens on; undefined before `listen`. */
  get port(): number | undefined {
    return this.#port;
  }

  /** What the health protocol answers for the server and each of its services. */
  setServing(serving: boolean): void {
    this.#serving = serving;
    for (const name of this.healthNames()) this.#health?.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  }

  override async createClient(): Promise<Server> {
    const { Server, ServerCredentials } = grpcJs();
    const server = new Server({ 'grpc.max_receive_message_length': MESSAGE_LIMIT_BYTES });
    this.#port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${this.wire.host}:${this.wire.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
    await this.addStandardServices(server);
    return server;
  }

  override async close(): Promise<void> {
    const server = this.grpcClient as Server | null | undefined;
    if (!server) return;
    let timer: NodeJS.Timeout | undefined;
    const drained = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.wire.graceMs);
    });
    await Promise.race([drained, patience]);
    clearTimeout(timer);
    server.forceShutdown();
    this.grpcClient = null as never;
    this.#health = undefined;
  }

  private async addStandardServices(server: Server): Promise<void> {
    const [{ HealthImplementation }, { ReflectionService }] = await Promise.all([
      import('grpc-health-check'),
      import('@grpc/reflection'),
    ]);
    this.#health = new HealthImplementation();
    this.setServing(this.#serving);
    this.#health.addToServer(server);
    // The reflection package reads nothing but the encoded files of its argument's entries.
    const files = { files: { fileDescriptorProtos: fileDescriptors(this.wire.services) } };
    const root = files as unknown as ConstructorParameters<typeof ReflectionService>[0];
    new ReflectionService(root, { services: this.wire.services.map((service) => service.typeName) }).addToServer(
      server,
    );
  }

  private healthNames(): string[] {
    return ['', ...this.wire.services.map((service) => service.typeName)];
  }
}
