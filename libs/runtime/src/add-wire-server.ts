import { WireServer } from '@cream/grpc';
import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { ServiceDefinition } from './define-service.js';

/** How long running calls may go on once the process is told to stop; the whole shutdown stays below five seconds. */
const GRACE_MS = 3_000;

/**
 * Gives an application a gRPC server for what its service implements; it listens when the microservices are started.
 *
 * @returns undefined when the service implements nothing
 */
export function addWireServer(
  app: INestApplication,
  definition: ServiceDefinition,
  host: string,
  port: number,
): WireServer | undefined {
  if (definition.implements.length === 0) return undefined;
  const strategy = new WireServer({ host, port, services: definition.implements, graceMs: GRACE_MS });
  app.connectMicroservice<MicroserviceOptions>({ strategy });
  return strategy;
}
