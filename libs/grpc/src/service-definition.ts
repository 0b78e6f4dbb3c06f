import {
  type DescFile,
  type DescMethod,
  type DescService,
  fromBinary,
  type Message,
  toBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import type { loadPackageDefinition, MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';

type PackageDefinition = Parameters<typeof loadPackageDefinition>[0];

const definitions = new WeakMap<DescMethod, MethodDefinition<Message, Message>>();

/** How grpc-js carries a method: path, kind and codecs, from the descriptor. */
export function methodDefinition(method: DescMethod): MethodDefinition<Message, Message> {
  let definition = definitions.get(method);
  if (definition === undefined) {
    definition = {
      path: `/${method.parent.typeName}/${method.name}`,
      originalName: method.localName,
      requestStream: method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming',
      responseStream: method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming',
      requestSerialize: (message) => encode(method.input, message),
      requestDeserialize: (bytes) => decode(method.input, bytes),
      responseSerialize: (message) => encode(method.output, message),
      responseDeserialize: (bytes) => decode(method.output, bytes),
    };
    definitions.set(method, definition);
  }
  return definition;
}

/** A service as grpc-js wants it. */
export function serviceDefinition(service: DescService): ServiceDefinition {
  return Object.fromEntries(service.methods.map((method) => [method.name, methodDefinition(method)]));
}

/** Services as Nest's `GrpcOptions.options.packageDefinition`. */
export function packageDefinition(services: readonly DescService[]): PackageDefinition {
  return Object.fromEntries(services.map((service) => [service.typeName, serviceDefinition(service)]));
}

/** The proto packages of services, each once. */
export function packageNames(services: readonly DescService[]): string[] {
  return [...new Set(services.map((service) => service.file.proto.package))];
}

/** The files of services and all they import, encoded, as server reflection hands them out. */
export function fileDescriptors(services: readonly DescService[]): Buffer[] {
  const files = new Set<DescFile>();
  const add = (file: DescFile) => {
    if (files.has(file)) return;
    files.add(file);
    file.dependencies.forEach(add);
  };
  for (const service of services) add(service.file);
  return [...files].map((file) => asBuffer(toBinary(FileDescriptorProtoSchema, file.proto)));
}

function encode(schema: DescMethod['input'], message: Message): Buffer {
  return asBuffer(toBinary(schema, message));
}

// grpc-js hands out Buffers; a message's bytes fields would become Buffers too and differ from those made in memory.
function decode(schema: DescMethod['output'], bytes: Buffer): Message {
  return fromBinary(schema, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
