import zlib from 'node:zlib';
import { DbnError } from './dbn-error.js';

const ZSTD_MAGIC = 0xfd2f_b528;
const SKIPPABLE_MAGIC = 0x184d_2a5;
/** A file that grows beyond this is an attack or a mistake. */
const MAX_BYTES = 2 * 1024 ** 3;

/**
 * The content of a file that may be compressed with Zstandard, in one frame or several: Databento writes the metadata and
 * the records into frames of their own.
 * @throws DbnError
 */
export function decompress(bytes: Uint8Array): Buffer {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isZstd(input, 0)) return input;
  const parts: Buffer[] = [];
  let size = 0;
  for (let at = 0; at < input.length; ) {
    if (isSkippable(input, at)) {
      at += 8 + (at + 8 <= input.length ? input.readUInt32LE(at + 4) : input.length);
      continue;
    }
    const { content, consumed } = frame(input, at, MAX_BYTES - size);
    parts.push(content);
    size += content.length;
    at += consumed;
  }
  return Buffer.concat(parts, size);
}

function frame(input: Buffer, at: number, room: number): { content: Buffer; consumed: number } {
  if (!isZstd(input, at)) throw new DbnError(`byte ${at}`, 'is not the beginning of a Zstandard frame');
  try {
    const options = { info: true, maxOutputLength: room };
    // Typed as a buffer alone; with `info` Node also tells how far it read.
    const result: unknown = zlib.zstdDecompressSync(input.subarray(at), options);
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten > 0) return { content: buffer, consumed: engine.bytesWritten };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DbnError(`byte ${at}`, `the Zstandard frame is damaged or cut off (${code})`);
  }
  throw new DbnError(`byte ${at}`, 'the Zstandard frame is empty');
}

function isZstd(input: Buffer, at: number): boolean {
  return at + 4 <= input.length && input.readUInt32LE(at) === ZSTD_MAGIC;
}

function isSkippable(input: Buffer, at: number): boolean {
  return at + 4 <= input.length && input.readUInt32LE(at) >>> 4 === SKIPPABLE_MAGIC;
}
