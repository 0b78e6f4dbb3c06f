import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';

/**
 * The bytes that are hashed and signed. No contract has a map, so the encoder's field order makes them unique; unknown
 * fields are kept, so that a message carrying any has a different hash than the one that was signed.
 */
export function canonicalBytes<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): Uint8Array {
  return toBinary(schema, message);
}
