import { EventEmitter, on } from 'node:events';
import type { StoredEntry } from './record-store.js';

interface Announcement {
  readonly entry: StoredEntry;
  readonly last: boolean;
}

/** What a follower hears. To be stopped, however far it was read. */
export interface Following {
  /** Ends with the cycle. @throws AbortError when the signal is aborted */
  readonly entries: AsyncIterable<StoredEntry>;
  stop(): Promise<void>;
}

/** Tells listeners in this process of entries as they are stored. */
export class EntryFeed {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  announce(accountId: string, cycleId: string, entry: StoredEntry, last: boolean): void {
    this.emitter.emit(keyOf(accountId, cycleId), { entry, last } satisfies Announcement);
  }

  /** Listens from now on, not only from the first read: what comes in between is kept. */
  follow(accountId: string, cycleId: string, signal: AbortSignal): Following {
    const heard = on(this.emitter, keyOf(accountId, cycleId), { signal });
    return {
      entries: entriesOf(heard),
      stop: async () => {
        await heard.return?.();
      },
    };
  }

  /** How many listen to a cycle now. */
  followers(accountId: string, cycleId: string): number {
    return this.emitter.listenerCount(keyOf(accountId, cycleId));
  }
}

async function* entriesOf(heard: AsyncIterable<unknown[]>): AsyncGenerator<StoredEntry> {
  for await (const [announcement] of heard) {
    const { entry, last } = announcement as Announcement;
    yield entry;
    if (last) return;
  }
}

function keyOf(accountId: string, cycleId: string): string {
  return `${accountId}/${cycleId}`;
}
