import { type BarInterval, CorporateAction_Kind } from '@cream/proto/market';

/** "Always": before any time the calendar knows. */
export const BEGINNING_MS = -8_640_000_000_000_000;

/** When a symbol named an instrument, UTC milliseconds: from inclusive, to exclusive, undefined for "until now". */
export interface Spell {
  readonly instrument: number;
  readonly symbol: string;
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

/** A corporate action of an instrument as it was announced. `value` is a decimal text. */
export interface InstrumentAction {
  readonly instrument: number;
  readonly symbol: string;
  readonly kind: CorporateAction_Kind;
  readonly announcedMs: number;
  readonly effectiveMs: number;
  readonly value: string;
  readonly newSymbol: string;
}

/** A stored series: bars of one instrument in one interval, without the bars. */
export interface StoredSeries {
  readonly id: number;
  readonly instrument: number;
  readonly interval: BarInterval;
  readonly source: string;
  readonly bars: number;
  readonly firstEndMs: number;
  readonly lastEndMs: number;
  /** SHA-256 of the series; undefined while an import is not complete. */
  readonly content: Uint8Array | undefined;
}

/**
 * Who is meant by a symbol at a time. A rename is followed from its effect on: before it only the old symbol names the
 * instrument, after it only the new one. A delisted symbol goes on naming its instrument until another one takes it.
 */
export class Instruments {
  private readonly spellsBySymbol: ReadonlyMap<string, readonly Spell[]>;
  private readonly actionsByInstrument: ReadonlyMap<number, readonly InstrumentAction[]>;
  private readonly seriesByInstrument: ReadonlyMap<number, readonly StoredSeries[]>;
  /** Made when it is first asked for: an import makes many of these and never asks. */
  private spellsByInstrument: ReadonlyMap<number, readonly Spell[]> | undefined;

  constructor(
    readonly spells: readonly Spell[],
    readonly actions: readonly InstrumentAction[],
    readonly series: readonly StoredSeries[],
  ) {
    this.spellsBySymbol = Map.groupBy(spells, (spell) => spell.symbol);
    this.actionsByInstrument = Map.groupBy(
      actions.toSorted((a, b) => a.effectiveMs - b.effectiveMs || a.kind - b.kind),
      (action) => action.instrument,
    );
    this.seriesByInstrument = Map.groupBy(series, (one) => one.instrument);
  }

  /** The instrument a symbol named at a time. */
  holderAt(symbol: string, atMs: number): number | undefined {
    const spells = this.spellsBySymbol.get(symbol) ?? [];
    return spells.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs === undefined || atMs < toMs))?.instrument;
  }

  /** Every spell of a symbol, in no particular order. */
  spellsOf(symbol: string): readonly Spell[] {
    return this.spellsBySymbol.get(symbol) ?? [];
  }

  /** Every spell of an instrument, under any of its symbols, in no particular order. */
  spellsOfInstrument(instrument: number): readonly Spell[] {
    this.spellsByInstrument ??= Map.groupBy(this.spells, (spell) => spell.instrument);
    return this.spellsByInstrument.get(instrument) ?? [];
  }

  /** The spell of a symbol that began last. */
  newestSpell(symbol: string): Spell | undefined {
    const spells = this.spellsBySymbol.get(symbol) ?? [];
    return spells.toSorted((a, b) => b.fromMs - a.fromMs)[0];
  }

  /** The newest symbol of an instrument. */
  symbolOf(instrument: number): string {
    const spells = this.spells.filter((spell) => spell.instrument === instrument);
    return spells.toSorted((a, b) => b.fromMs - a.fromMs)[0]?.symbol ?? '';
  }

  /** Every symbol in use at a time with the instrument it names. */
  inUseAt(atMs: number): readonly Spell[] {
    return this.spells.filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === undefined || atMs < toMs));
  }

  seriesOf(instrument: number): readonly StoredSeries[] {
    return this.seriesByInstrument.get(instrument) ?? [];
  }

  /** Actions of an instrument that had been announced by a time, oldest effect first. */
  announcedBy(instrument: number, asOfMs: number): readonly InstrumentAction[] {
    return (this.actionsByInstrument.get(instrument) ?? []).filter((action) => action.announcedMs <= asOfMs);
  }

  isDelisted(instrument: number, asOfMs: number): boolean {
    return this.announcedBy(instrument, asOfMs).some(
      ({ kind, effectiveMs }) => kind === CorporateAction_Kind.DELISTING && effectiveMs <= asOfMs,
    );
  }
}
