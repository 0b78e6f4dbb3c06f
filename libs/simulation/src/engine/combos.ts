import { plusUnits } from '../ledger/units.js';
import { workingOrder } from '../orders/working-order.js';
import type { Instrument } from './instrument.js';
import type { Market } from './market.js';
import type { ComboLeg, ComboTicket } from './ticket.js';

interface SentCombo {
  readonly id: string;
  readonly ticket: ComboTicket;
  readonly sentMs: number;
  readonly activeMs: number;
  readonly endsMs: number;
}

/**
 * Orders of several legs, which fill together at one open or not at all. A bar does not say what the net price was
 * between its open and its close, so a net limit is only met at opens.
 */
export class Combos {
  #waiting: SentCombo[] = [];

  constructor(
    private readonly instruments: ReadonlyMap<string, Instrument>,
    private readonly market: Market,
  ) {}

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  send(id: string, ticket: ComboTicket, sentMs: number, latencyMs: number): void {
    const activeMs = sentMs + latencyMs;
    const { tif = 'DAY' } = ticket;
    const endsMs = this.market.sessions.endOf(tif, activeMs);
    this.#waiting.push({ id, ticket, sentMs, activeMs, endsMs });
  }

  cancel(id: string, nowMs: number): boolean {
    const combo = this.#waiting.find((one) => one.id === id);
    if (combo === undefined) return false;
    this.#waiting = this.#waiting.filter((one) => one !== combo);
    this.end(combo, 'CANCELED', 'canceled', nowMs);
    return true;
  }

  /** A split leaves legs of other units than were meant, so orders on any of these symbols are taken back. */
  split(symbols: ReadonlySet<string>, nowMs: number): void {
    const hit = this.#waiting.filter(({ ticket }) => ticket.legs.some(({ symbol }) => symbols.has(symbol)));
    if (hit.length === 0) return;
    this.#waiting = this.#waiting.filter((combo) => !hit.includes(combo));
    for (const combo of hit) this.end(combo, 'CANCELED', 'one of its legs was split', nowMs);
  }

  /** Offers the orders the opens of the bars that ended at a time. */
  work(nowMs: number): void {
    this.#waiting = this.#waiting.filter((combo) => this.stays(combo, nowMs));
  }

  private stays(combo: SentCombo, nowMs: number): boolean {
    const legs = combo.ticket.legs.map((leg) => ({ leg, instrument: this.instruments.get(leg.symbol) }));
    const first = legs[0]?.instrument;
    let startMs: number | undefined = first?.startMs;
    for (const { instrument } of legs) {
      if (instrument === undefined || instrument.index < 0 || instrument.endMs !== nowMs) startMs = undefined;
      else if (instrument.startMs !== startMs) startMs = undefined;
    }
    if (startMs === undefined || startMs < combo.activeMs) return this.waitsOn(combo, nowMs);
    if (combo.endsMs <= startMs) {
      this.end(combo, 'EXPIRED', 'its session ended', nowMs);
      return false;
    }
    const known = legs.flatMap(({ leg, instrument }) => (instrument === undefined ? [] : [{ leg, instrument }]));
    const { filled, text } = this.fill(combo, known);
    if (filled) return false;
    const { tif = 'DAY' } = combo.ticket;
    const sessionOver = tif === 'DAY' && first !== undefined && this.market.sessions.closes(startMs, nowMs);
    if (text === undefined && tif !== 'IOC' && tif !== 'FOK' && !sessionOver) return true;
    this.end(combo, text === undefined ? 'EXPIRED' : 'CANCELED', text ?? 'not filled in time', nowMs);
    return false;
  }

  private waitsOn(combo: SentCombo, nowMs: number): boolean {
    if (combo.endsMs > nowMs) return true;
    this.end(combo, 'EXPIRED', 'its session ended', nowMs);
    return false;
  }

  private fill({ id, ticket, sentMs }: SentCombo, legs: { leg: ComboLeg; instrument: Instrument }[]) {
    const { rules, allowShort } = this.market;
    let net = 0;
    const priced: { instrument: Instrument; change: number; price: number }[] = [];
    for (const { leg, instrument } of legs) {
      const buy = leg.side === 'BUY';
      const quantity = leg.ratio * ticket.quantity;
      const change = buy ? quantity : -quantity;
      if (!allowShort && instrument.holding.units + change < 0)
        return { filled: false, text: 'short selling is not allowed' };
      const bar = instrument.bar();
      const left = rules.volumeShare === undefined ? Infinity : Math.floor(bar.volume * rules.volumeShare);
      if (plusUnits(instrument.comboFilled, quantity) > left) return { filled: false };
      const order = workingOrder({ id, buy, type: 'MARKET', remaining: quantity });
      const open = (buy ? bar.ask : bar.bid) ?? bar.open;
      const filledBefore = instrument.comboFilled;
      const price = instrument.priceOf({ order, bar, point: 'OPEN', price: open, slips: true, filledBefore }, quantity);
      net += (buy ? leg.ratio : -leg.ratio) * price;
      priced.push({ instrument, change, price });
    }
    // A sum of prices in floating point: a millionth of a cent is no reason to refuse.
    if (ticket.limit !== undefined && net > ticket.limit + 1e-8) return { filled: false };
    for (const { instrument, change, price } of priced) {
      instrument.trade(id, change, price, ticket.reason ?? 'COMBO', { sentMs });
      instrument.comboFilled = plusUnits(instrument.comboFilled, Math.abs(change));
    }
    return { filled: true };
  }

  private end({ id, ticket }: SentCombo, kind: 'CANCELED' | 'EXPIRED', text: string, timeMs: number): void {
    const symbol = ticket.legs.map((leg) => leg.symbol).join('+');
    this.market.onEnd({ orderId: id, symbol, kind, text, timeMs });
  }
}
