import type { ClosedTrade } from '@cream/proto/knowledge';
import { byClose, type RememberedTrade, rememberedTrade } from './remembered-trade.js';
import type { TradeStore } from './trade-store.js';

/** Symbols of accounts whose trades stay in this process; those asked for longest ago are read again when needed. */
const GROUPS_KEPT = 512;

/** Closed trades, written to the store and answered from memory: every cycle asks for every one of its symbols. */
export class TradeMemory {
  readonly #groups = new Map<string, RememberedTrade[]>();

  constructor(private readonly store: TradeStore) {}

  /** An account's trades in a symbol, oldest close first. */
  async of(accountId: string, symbol: string): Promise<readonly RememberedTrade[]> {
    const key = keyOf(accountId, symbol);
    const known = this.#groups.get(key);
    if (known !== undefined) {
      this.#groups.delete(key);
      this.#groups.set(key, known);
      return known;
    }
    const group = (await this.store.list(accountId, symbol)).map(rememberedTrade).sort(byClose);
    this.#groups.set(key, group);
    for (const [oldest] of this.#groups) {
      if (this.#groups.size <= GROUPS_KEPT) break;
      this.#groups.delete(oldest);
    }
    return group;
  }

  /** @returns false when the account's trade of that decision was known */
  async add(accountId: string, trade: ClosedTrade): Promise<boolean> {
    const stored = await this.store.insert(accountId, trade);
    // Reading the group again is rarer than a cycle and cannot miss what was stored meanwhile.
    if (stored) this.#groups.delete(keyOf(accountId, trade.symbol));
    return stored;
  }
}

function keyOf(accountId: string, symbol: string): string {
  return JSON.stringify([accountId, symbol]);
}
