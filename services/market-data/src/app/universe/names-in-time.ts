import { BEGINNING_MS, type Instruments, type Spell } from '../instruments.js';

/** A symbol and when it named an instrument: from inclusive, to exclusive, UTC milliseconds. */
export interface NameInTime {
  readonly symbol: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The symbol, at `asOfMs`, of the instrument that a symbol named at `anchorMs` or, when it named none yet, next. Only
 * renames that had taken effect by `asOfMs` are followed. A symbol that nothing is known of stands for itself.
 * @returns undefined when the instrument's symbol belonged to another one by then
 */
export function nameSince(
  instruments: Instruments,
  symbol: string,
  anchorMs: number,
  asOfMs: number,
): string | undefined {
  const begun = instruments.spellsOf(symbol).filter(({ fromMs }) => fromMs <= asOfMs);
  const meant = earliest(begun.filter(({ toMs }) => toMs === undefined || toMs > anchorMs));
  if (meant !== undefined) return symbolAt(instruments, meant.instrument, asOfMs);
  return begun.length === 0 ? symbol : undefined;
}

/**
 * Whom a list without a date means: the holder of the symbol at `asOfMs`; when nobody has it any more, the last who had.
 * @returns undefined as {@link nameSince}
 */
export function nameOfListed(instruments: Instruments, symbol: string, asOfMs: number): string | undefined {
  if (instruments.holderAt(symbol, asOfMs) !== undefined) return symbol;
  const begun = instruments.spellsOf(symbol).filter(({ fromMs }) => fromMs <= asOfMs);
  const last = begun.toSorted((a, b) => b.fromMs - a.fromMs)[0];
  return last === undefined ? symbol : symbolAt(instruments, last.instrument, asOfMs);
}

/**
 * Every name that the holder of a symbol at a time had had by then. Its first name it has from the beginning when nobody had
 * that before: files may speak of a symbol before the first action about it.
 */
export function namesOf(instruments: Instruments, symbol: string, asOfMs: number): readonly NameInTime[] {
  const holder = instruments.holderAt(symbol, asOfMs);
  if (holder === undefined) return [{ symbol, fromMs: BEGINNING_MS, toMs: Number.MAX_SAFE_INTEGER }];
  const spells = instruments.spellsOfInstrument(holder).filter(({ fromMs }) => fromMs <= asOfMs);
  const first = earliest(spells);
  const isFirst = (spell: Spell) => spell === first && earliest(instruments.spellsOf(spell.symbol)) === spell;
  return spells.map((spell) => ({
    symbol: spell.symbol,
    fromMs: isFirst(spell) ? BEGINNING_MS : spell.fromMs,
    toMs: spell.toMs ?? Number.MAX_SAFE_INTEGER,
  }));
}

function symbolAt(instruments: Instruments, instrument: number, atMs: number): string | undefined {
  const spells = instruments.spellsOfInstrument(instrument);
  return spells.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs === undefined || atMs < toMs))?.symbol;
}

function earliest(spells: readonly Spell[]): Spell | undefined {
  return spells.toSorted((a, b) => a.fromMs - b.fromMs)[0];
}
