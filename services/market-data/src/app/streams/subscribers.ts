import type { Delivery, StreamBuffer } from './stream-buffer.js';

/** Who gets which symbol's messages of one kind. */
export class Subscribers<T> {
  private readonly bySymbol = new Map<string, Set<StreamBuffer<T>>>();
  private readonly all = new Set<StreamBuffer<T>>();

  /** @returns leaves */
  add(symbols: readonly string[], buffer: StreamBuffer<T>): () => void {
    this.all.add(buffer);
    for (const symbol of symbols) {
      const buffers = this.bySymbol.get(symbol) ?? new Set();
      this.bySymbol.set(symbol, buffers.add(buffer));
    }
    return () => {
      this.all.delete(buffer);
      for (const symbol of symbols) {
        const buffers = this.bySymbol.get(symbol);
        buffers?.delete(buffer);
        if (buffers?.size === 0) this.bySymbol.delete(symbol);
      }
    };
  }

  push(symbol: string, delivery: Delivery<T>): void {
    for (const buffer of this.bySymbol.get(symbol) ?? []) buffer.push(delivery);
  }

  pushAll(delivery: Delivery<T>): void {
    for (const buffer of this.all) buffer.push(delivery);
  }

  end(failure?: { readonly error: unknown }): void {
    for (const buffer of this.all) buffer.end(failure);
  }
}
