import { decode, decodeTimestampToTimeSpec, EXT_TIMESTAMP, ExtensionCodec, encode } from '@msgpack/msgpack';
import { VendorError, type VendorErrorDetails } from '../../app/ports/index.js';

/** MessagePack times as the RFC 3339 texts of the JSON API: the usual decoder makes dates of them and loses nanoseconds. */
const codec = new ExtensionCodec();
codec.register({
  type: EXT_TIMESTAMP,
  encode: () => null,
  decode: (data) => {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return `${new Date(sec * 1000).toISOString().slice(0, 19)}.${String(nsec).padStart(9, '0')}Z`;
  },
});

/**
 * The messages of a frame, which is always a list of them.
 * @throws VendorError MALFORMED
 */
export function decodeFrame(frame: Uint8Array, details: VendorErrorDetails): readonly unknown[] {
  let content: unknown;
  try {
    content = decode(frame, { extensionCodec: codec, useBigInt64: true });
  } catch {
    throw new VendorError('MALFORMED', `a frame of ${frame.byteLength} bytes is not MessagePack`, {
      ...details,
      field: '$',
    });
  }
  if (!Array.isArray(content)) {
    throw new VendorError('MALFORMED', 'a frame is not a list of messages', { ...details, field: '$' });
  }
  return content.map(withoutBigInts);
}

/** Integers of 64 bits as numbers where they fit, else as their text. */
function withoutBigInts(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  const plain = (value: unknown) => {
    if (typeof value !== 'bigint') return value;
    return BigInt.asIntN(53, value) === value ? Number(value) : String(value);
  };
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, plain(value)]));
}

export function encodeMessage(message: object): Uint8Array {
  return encode(message);
}
