import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { hash } from '@cream/domain';
import { UsageError } from '../failure.js';
import { type BarSource, LINE_FEED, type Lines, PIECE_BYTES } from './bar-source.js';

const LONGEST_BYTES = 4 << 20;

/** A text file that is read in pieces of whole lines, from anywhere: memory does not grow with the file. */
export class BarFile implements BarSource {
  private constructor(
    readonly name: string,
    readonly size: number,
    private readonly handle: FileHandle,
  ) {}

  /** @throws UsageError when there is no such file or it is empty */
  static async open(path: string): Promise<BarFile> {
    const handle = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
      const text = cause.code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${cause.code})`;
      throw new UsageError(`${path}: ${text}`);
    });
    const { size } = await handle.stat();
    if (size > 0) return new BarFile(path, size, handle);
    await handle.close();
    throw new UsageError(`${path}: the file is empty`);
  }

  async content() {
    return hash(await fileDigest(this.name));
  }

  async header(): Promise<Uint8Array> {
    const bytes = await this.read(0, PIECE_BYTES);
    const end = bytes.indexOf(LINE_FEED);
    return end < 0 ? bytes : bytes.subarray(0, end + 1);
  }

  /** @throws UsageError for a line longer than four megabytes */
  async lines(offset: number): Promise<Lines> {
    for (let length = PIECE_BYTES; length <= LONGEST_BYTES; length *= 2) {
      const bytes = await this.read(offset, length);
      if (offset + bytes.length >= this.size) return { bytes, last: true };
      const end = bytes.lastIndexOf(LINE_FEED);
      if (end >= 0) return { bytes: bytes.subarray(0, end + 1), last: false };
    }
    throw new UsageError(`${this.name}: the line at byte ${offset} is longer than ${LONGEST_BYTES >> 20} MiB`);
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) throw new UsageError(`${this.name}: the file became shorter while it was read`);
      filled += bytesRead;
    }
    return buffer;
  }
}

/** SHA-256 of a whole file. */
export async function fileDigest(path: string): Promise<Uint8Array> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk);
  return digest.digest();
}
