import { Code, ConnectError } from '@connectrpc/connect';
import type { Metadata, ServiceError, StatusObject } from '@grpc/grpc-js';
import { Catch, type ExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { toConnectError } from './errors.js';
import { grpcJs } from './grpc-js.js';
import type { HeaderFields } from './headers.js';

/** The gRPC status of an error. Connect's codes have the numbers of gRPC's. */
function toStatus(error: ConnectError): Partial<StatusObject> {
  return { code: error.code as number, details: error.rawMessage, metadata: toMetadata(error.metadata) };
}

/** The error a client sees for a failed gRPC call. */
export function fromStatus(error: Pick<ServiceError, 'code' | 'details' | 'metadata'>): ConnectError {
  const known = error.code >= Code.Canceled && error.code <= Code.Unauthenticated;
  return new ConnectError(
    error.details,
    known ? (error.code as number as Code) : Code.Unknown,
    toHeaders(error.metadata),
  );
}

/** HTTP headers as gRPC metadata. */
export function toMetadata(headers: HeaderFields | undefined): Metadata {
  const metadata = new (grpcJs().Metadata)();
  if (headers !== undefined) {
    new Headers(headers).forEach((value, name) => {
      metadata.add(name, value);
    });
  }
  return metadata;
}

/** gRPC metadata as HTTP headers; binary values are left out. */
export function toHeaders(metadata: Metadata | undefined): Headers {
  const headers = new Headers();
  if (metadata === undefined) return headers;
  for (const name of Object.keys(metadata.getMap())) {
    for (const value of metadata.get(name)) {
      if (typeof value === 'string') headers.append(name, value);
    }
  }
  return headers;
}

/** Nest's own filter turns every error of a gRPC handler into UNKNOWN; this one keeps the code. */
@Catch()
export class GrpcStatusFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => toStatus(toConnectError(error, 'this call')));
  }
}
