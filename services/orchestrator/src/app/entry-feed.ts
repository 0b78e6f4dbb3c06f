import { EventEmitter, on } from 'node:events';
import type { StoredEntry } from './record-store.js';

interface Announcement {
  readonly entry: StoredEntry;
  readonly last: boolean;
}

/** Tells listeners in this process of entries as they are stored. */
export class EntryFeed {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  announce(accountId: string, cycleId: string, entry: StoredEntry, last: boolean): void {
    this.emitter.emit(keyOf(accountId, cycleId), { entry, last } satisfies Announcement);
  }

  /** Entries from now on; ends with the cycle, or when the signal is aborted. */
  async *follow(accountId: string, cycleId: string, signal: AbortSignal): AsyncGenerator<StoredEntry> {
    for await (const [announcement] of on(this.emitter, keyOf(accountId, cycleId), { signal })) {
      const { entry, last } = announcement as Announcement;
      yield entry;
      if (last) return;
    }
  }
}

function keyOf(accountId: string, cycleId: string): string {
  return `${accountId}/${cycleId}`;
}
