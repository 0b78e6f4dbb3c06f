export { type CallOptions, type Client, Code, ConnectError, type Transport } from '@connectrpc/connect';
export { type CallContext, detachedContext } from './call-context.js';
export { createServiceClient } from './client.js';
export { type Clients, type ClientsOptions, createClients } from './clients.js';
export {
  alreadyExists,
  canceled,
  deadlineExceeded,
  failedPrecondition,
  fieldOf,
  invalidArgument,
  notFound,
  toConnectError,
  unavailable,
} from './errors.js';
export { type BoundHandler, checkHandlers, controllersOf, handlersOf } from './handlers.js';
export { type MemoryCodec, MemoryNetwork, type MemoryNetworkOptions } from './memory-network.js';
export { type Answer, type Handler, Rpc } from './rpc.js';
export { attachHooks, type RpcHooks } from './rpc-hooks.js';
export { packageDefinition, serviceDefinition } from './service-definition.js';
export { DEFAULT_TIMEOUT_MS } from './timeouts.js';
export { findViolation, requestValidator, type Violation } from './validator.js';
export { WireServer, type WireServerOptions } from './wire-server.js';
export { createWireTransport, type WireTransport, type WireTransportOptions } from './wire-transport.js';
