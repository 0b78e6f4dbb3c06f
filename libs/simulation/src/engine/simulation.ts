import { Decimal } from '@cream/domain';
import { type BorrowSettings, borrowFee } from '../events/borrow.js';
import { type CorporateAction, payDividend, split } from '../events/corporate-actions.js';
import { deliver } from '../events/option-events.js';
import { noFees } from '../fees/fee-model.js';
import { Cash } from '../ledger/ledger.js';
import { MICROS } from '../ledger/micros.js';
import { PLAIN_RULES } from '../matching/desk.js';
import { SimulationError } from '../simulation-error.js';
import { noSlippage } from '../slippage/fixed-bps.js';
import { checkSettings } from './check-settings.js';
import { Combos } from './combos.js';
import { Contracts } from './contracts.js';
import type { AppliedAction, CashEvent, OrderEnd, SimulatedFill } from './fill.js';
import { Instrument } from './instrument.js';
import type { Market } from './market.js';
import type { SimulationResult } from './result.js';
import { checkSeries, type Series } from './series.js';
import { Sessions } from './sessions.js';
import type { SimulationSettings } from './settings.js';
import type { BarEvent, Strategy, Trader } from './strategy.js';
import { type ComboTicket, checkCombo, checkTicket, type OrderTicket } from './ticket.js';

/** Plays bars in the order in which they end to a strategy and a simulated broker. */
export class Simulation implements Trader {
  readonly #settings: SimulationSettings;
  readonly #cash: Cash;
  readonly #instruments: Instrument[];
  readonly #bySymbol: ReadonlyMap<string, Instrument>;
  readonly #combos: Combos;
  readonly #actions: CorporateAction[];
  readonly #contracts: Contracts;
  readonly #fills: SimulatedFill[] = [];
  readonly #ends: OrderEnd[] = [];
  readonly #cashEvents: CashEvent[] = [];
  readonly #applied: AppliedAction[] = [];
  #strategy: Strategy | undefined;
  #nowMs = 0;
  #orders = 0;

  /** @throws SimulationError naming the setting or the bar */
  constructor(settings: SimulationSettings, series: readonly Series[]) {
    for (const one of series) checkSeries(one);
    const symbols = new Set(series.map(({ symbol }) => symbol));
    if (symbols.size < series.length) throw new SimulationError('series', 'must be of different symbols');
    checkSettings(settings, series);
    const { actions = [], assignments = [] } = settings;
    this.#settings = settings;
    this.#cash = new Cash(new Decimal(settings.cash));
    this.#actions = [...actions].sort((a, b) => a.exMs - b.exMs);
    const market = this.market();
    this.#instruments = series.map((one) => new Instrument(one, market));
    this.#bySymbol = new Map(this.#instruments.map((one) => [one.symbol, one]));
    for (const { option } of series) if (option !== undefined) this.instrument(option.underlying);
    this.#combos = new Combos(this.#bySymbol, market);
    this.#contracts = new Contracts(this.#bySymbol, assignments, (timeMs, event) => {
      this.#nowMs = timeMs;
      this.book(event());
    });
  }

  run(strategy: Strategy): SimulationResult {
    this.#strategy = strategy;
    const instruments = this.#instruments;
    const events = instruments.map((one) => ({ symbol: one.symbol, series: one.series, index: -1, timeMs: 0 }));
    const most = instruments.reduce((sum, one) => sum + one.series.bars.end.length, 0);
    const times = new Float64Array(most);
    const equity = new Float64Array(most);
    let steps = 0;
    const { length } = instruments;
    for (;;) {
      const nowMs = this.nextEnd();
      if (nowMs === Infinity) break;
      if (this.#contracts.any) this.#contracts.expireBefore(nowMs);
      this.#nowMs = nowMs;
      for (let n = 0; n < length; n++) {
        const one = instruments[n] as Instrument;
        if (one.nextEndMs === nowMs) this.begin(one);
      }
      if (this.#combos.any) this.#combos.work(nowMs);
      for (let n = 0; n < length; n++) {
        const one = instruments[n] as Instrument;
        if (one.hasOrders && one.endMs === nowMs) one.work();
      }
      if (this.#contracts.any) this.#contracts.settle(nowMs);
      if (this.#settings.borrow !== undefined) this.borrowWithin(this.#settings.borrow);
      times[steps] = nowMs;
      equity[steps] = this.equity();
      steps += 1;
      for (let n = 0; n < length; n++) {
        const one = instruments[n] as Instrument;
        if (one.endMs !== nowMs) continue;
        const event = events[n] as { index: number; timeMs: number } & BarEvent;
        event.index = one.index;
        event.timeMs = nowMs;
        strategy.onBar(event, this);
      }
    }
    return this.result(times.subarray(0, steps), equity.subarray(0, steps));
  }

  submit(ticket: OrderTicket): string {
    checkTicket(ticket);
    const instrument = this.instrument(ticket.symbol);
    if (instrument.expired) throw new SimulationError('symbol', `${ticket.symbol} has expired`);
    const id = this.nextId();
    instrument.send(id, ticket, this.#nowMs, this.#settings.latencyMs ?? 0);
    return id;
  }

  submitCombo(ticket: ComboTicket): string {
    checkCombo(ticket);
    for (const { symbol } of ticket.legs) {
      if (this.instrument(symbol).expired) throw new SimulationError('legs', `of ${symbol}, which has expired`);
    }
    const id = this.nextId();
    this.#combos.send(id, ticket, this.#nowMs, this.#settings.latencyMs ?? 0);
    return id;
  }

  cancel(orderId: string): boolean {
    if (this.#combos.cancel(orderId, this.#nowMs)) return true;
    return this.#instruments.some((one) => one.cancelOrder(orderId, this.#nowMs));
  }

  exercise(symbol: string, contracts: number): void {
    const option = this.instrument(symbol);
    const terms = option.series.option;
    if (terms === undefined) throw new SimulationError('symbol', `${symbol} is no option`);
    if (terms.style === 'EUROPEAN') throw new SimulationError('symbol', `${symbol} is exercised at its expiry only`);
    if (!(Number.isInteger(contracts) && contracts > 0 && contracts <= option.holding.units)) {
      throw new SimulationError('contracts', `must be 1 to ${option.holding.units}, got ${contracts}`);
    }
    this.book(deliver(option, this.instrument(terms.underlying), contracts, this.#nowMs));
  }

  position(symbol: string): number {
    return this.instrument(symbol).holding.units;
  }

  cash(): number {
    return this.#cash.approximate;
  }

  /** To the millionth of a dollar, to which cash and each position are rounded: their sum has no order then. */
  equity(): number {
    let micros = Math.round(this.#cash.approximate * MICROS);
    for (let n = 0; n < this.#instruments.length; n++) {
      const one = this.#instruments[n] as Instrument;
      const { units, multiplier } = one.holding;
      if (units !== 0) micros += Math.round(units * one.mark * multiplier * MICROS);
    }
    return micros / MICROS;
  }

  private market(): Market {
    const {
      slippage = noSlippage(),
      fees = noFees,
      rules,
      prices = 'OHLC',
      sessions,
      allowShort = true,
    } = this.#settings;
    const shares = [rules?.volumeShare, slippage.volumeShare].filter((share) => share !== undefined);
    return {
      cash: this.#cash,
      slippage,
      fees,
      rules: { ...PLAIN_RULES, ...rules, volumeShare: shares.length === 0 ? undefined : Math.min(...shares) },
      prices,
      sessions: new Sessions(sessions),
      allowShort,
      nowMs: () => this.#nowMs,
      onFill: (fill) => {
        this.#fills.push(fill);
        this.#strategy?.onFill?.(fill, this);
      },
      onEnd: (end) => this.#ends.push(end),
    };
  }

  private nextEnd(): number {
    let next = Infinity;
    for (let n = 0; n < this.#instruments.length; n++) {
      const end = (this.#instruments[n] as Instrument).nextEndMs;
      if (end < next) next = end;
    }
    return next;
  }

  /** What happened between the last bar of an instrument and the one that has just ended, before its open. */
  private begin(instrument: Instrument): void {
    const { index, nextStartMs: startMs } = instrument;
    if (this.#settings.borrow !== undefined && index >= 0) {
      this.book(borrowFee(instrument, instrument.endMs, startMs, this.#settings.borrow));
    }
    while (this.#actions.length > 0) {
      const next = this.#actions.findIndex(({ symbol, exMs }) => symbol === instrument.symbol && exMs <= startMs);
      if (next < 0) break;
      const [action] = this.#actions.splice(next, 1);
      if (action !== undefined && index >= 0) this.act(instrument, action, startMs);
    }
    instrument.advance();
  }

  /** The fee for nights that a bar spans: a week's bar has four, a day's around the clock one. */
  private borrowWithin(borrow: BorrowSettings): void {
    for (const one of this.#instruments) {
      if (one.endMs === this.#nowMs) this.book(borrowFee(one, one.startMs, one.endMs, borrow));
    }
  }

  private act(instrument: Instrument, action: CorporateAction, timeMs: number): void {
    const { kind, symbol, exMs } = action;
    const before = instrument.holding.units;
    const event = this.take(instrument, action, timeMs);
    if (before !== 0) {
      const value = action.kind === 'DIVIDEND' ? action.amount : action.ratio;
      const after = instrument.holding.units;
      this.#applied.push({ kind, symbol, value, before, after, cash: event?.amount ?? '0', timeMs: exMs });
    }
    this.book(event);
  }

  private take(instrument: Instrument, action: CorporateAction, timeMs: number): CashEvent | undefined {
    if (action.kind === 'DIVIDEND') return payDividend(instrument, action.amount, timeMs);
    const options = this.#instruments.filter(({ series }) => series.option?.underlying === instrument.symbol);
    this.#combos.split(new Set([instrument, ...options].map((one) => one.symbol)), timeMs);
    return split(instrument, options, action.ratio, timeMs);
  }

  private book(event: CashEvent | undefined): void {
    if (event === undefined) return;
    this.#cash.receive(new Decimal(event.amount));
    this.#cashEvents.push(event);
    this.#strategy?.onCash?.(event, this);
  }

  private instrument(symbol: string): Instrument {
    const found = this.#bySymbol.get(symbol);
    if (found === undefined) throw new SimulationError('symbol', `${symbol} is not among the series`);
    return found;
  }

  private nextId(): string {
    this.#orders += 1;
    return `order-${this.#orders}`;
  }

  private result(times: Float64Array, equity: Float64Array): SimulationResult {
    const held = this.#instruments.filter(({ holding }) => holding.units !== 0);
    const worth = held.map(({ holding, mark }) => new Decimal(holding.units).times(holding.multiplier).times(mark));
    return {
      fills: this.#fills,
      ends: this.#ends,
      cashEvents: this.#cashEvents,
      actions: this.#applied,
      times,
      equity,
      cash: this.#cash.exact,
      finalEquity: worth.reduce((sum, one) => sum.plus(one), this.#cash.exact),
      positions: new Map(held.map(({ symbol, holding }) => [symbol, holding.units])),
    };
  }
}
