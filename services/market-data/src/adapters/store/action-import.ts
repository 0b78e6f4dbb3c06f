import { CorporateAction_Kind, Finding_Code, Finding_Severity } from '@cream/proto/market';
import type { Database, Statement } from '@cream/storage';
import { BEGINNING_MS, type InstrumentAction, Instruments, type Spell } from '../../app/instruments.js';
import { insertFinding } from './finding-rows.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';

const { RENAME, DELISTING, LISTING } = CorporateAction_Kind;

/** An action by symbol, before it is known whose it is. */
export type OfferedAction = Omit<InstrumentAction, 'instrument'>;

/** Writes corporate actions into the store: all of them or none, each once. */
export class ActionImport {
  constructor(private readonly store: MarketStore) {}

  /** What is stored already stays as it is; another value for it is a finding. */
  take(actions: readonly OfferedAction[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const draft = new Draft(this.store.instruments, source);
      for (const action of actions.toSorted((a, b) => a.effectiveMs - b.effectiveMs)) draft.add(action);
      if (draft.statements.length > 0) await this.write(database, draft);
      return draft.totals;
    });
  }

  private write(database: Database, draft: Draft): Promise<void> {
    return this.store.commit(database, draft.statements);
  }
}

/** The store as it will be after the actions, and the statements that make it so. */
class Draft {
  readonly statements: Statement[] = [];
  totals = { inserted: 0, unchanged: 0, conflicts: 0 };
  private spells: Spell[];
  private actions: InstrumentAction[];

  constructor(
    before: Instruments,
    private readonly source: string,
  ) {
    this.spells = [...before.spells];
    this.actions = [...before.actions];
  }

  add(action: OfferedAction): void {
    const instrument = action.kind === LISTING ? this.listed(action) : this.owner(action);
    const known = this.actions.find(
      (one) => one.instrument === instrument && one.kind === action.kind && one.effectiveMs === action.effectiveMs,
    );
    if (known !== undefined) {
      if (said(known) === said(action)) this.totals.unchanged += 1;
      else this.conflict(action, said(action), said(known));
      return;
    }
    if (action.kind === RENAME && !this.rename(instrument, action)) return;
    this.totals.inserted += 1;
    this.actions.push({ ...action, instrument });
    const { symbol, kind, announcedMs, effectiveMs, value, newSymbol } = action;
    this.statements.push({
      sql: `INSERT INTO actions (instrument, symbol, kind, announced_ms, effective_ms, value, new_symbol, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [instrument, symbol, kind, announcedMs, effectiveMs, value, newSymbol, this.source],
    });
  }

  /** Whose action it is: the holder of the symbol just before its effect, or after it. */
  private owner({ symbol, effectiveMs, kind, newSymbol }: OfferedAction): number {
    const { current } = this;
    const holder = current.holderAt(symbol, effectiveMs - 1) ?? current.holderAt(symbol, effectiveMs);
    if (holder !== undefined) return holder;
    // Bars that came under the new symbol before anybody knew the old one.
    const renamed = kind === RENAME ? current.holderAt(newSymbol, effectiveMs) : undefined;
    if (renamed === undefined) return this.newInstrument(symbol, BEGINNING_MS);
    this.moveSpell(renamed, newSymbol, effectiveMs);
    this.addSpell({ instrument: renamed, symbol, fromMs: BEGINNING_MS, toMs: effectiveMs });
    return renamed;
  }

  /** The instrument that a listing begins: a new one when the symbol's holder is gone. */
  private listed({ symbol, effectiveMs }: OfferedAction): number {
    const holder = this.current.holderAt(symbol, effectiveMs);
    if (holder === undefined) return this.newInstrument(symbol, effectiveMs);
    const gone = this.actions.some(
      (one) => one.instrument === holder && one.kind === DELISTING && one.effectiveMs <= effectiveMs,
    );
    if (!gone) return holder;
    this.endSpell(holder, symbol, effectiveMs);
    return this.newInstrument(symbol, effectiveMs);
  }

  /** Follows a rename; false when the new symbol names another instrument that is still there. */
  private rename(instrument: number, action: OfferedAction): boolean {
    const { symbol, newSymbol, effectiveMs } = action;
    const other = this.current.holderAt(newSymbol, effectiveMs);
    if (other === instrument) return true;
    if (other !== undefined) {
      if (!this.isDelisted(other, effectiveMs)) {
        this.conflict(action, said(action), `${newSymbol} to be free: it names another instrument`);
        return false;
      }
      this.endSpell(other, newSymbol, effectiveMs);
    }
    this.endSpell(instrument, symbol, effectiveMs);
    this.addSpell({ instrument, symbol: newSymbol, fromMs: effectiveMs, toMs: undefined });
    return true;
  }

  private isDelisted(instrument: number, byMs: number): boolean {
    return this.actions.some(
      (one) => one.instrument === instrument && one.kind === DELISTING && one.effectiveMs <= byMs,
    );
  }

  private get current(): Instruments {
    return new Instruments(this.spells, [], []);
  }

  private newInstrument(symbol: string, fromMs: number): number {
    const instrument = Math.max(0, ...this.spells.map((spell) => spell.instrument)) + 1;
    this.statements.push({ sql: 'INSERT INTO instruments (id) VALUES (?)', args: [instrument] });
    this.addSpell({ instrument, symbol, fromMs, toMs: undefined });
    return instrument;
  }

  private addSpell(spell: Spell): void {
    this.spells.push(spell);
    this.statements.push({
      sql: 'INSERT INTO spells (instrument, symbol, from_ms, to_ms) VALUES (?, ?, ?, ?)',
      args: [spell.instrument, spell.symbol, spell.fromMs, spell.toMs ?? null],
    });
  }

  private endSpell(instrument: number, symbol: string, toMs: number): void {
    this.changeSpell(instrument, symbol, (spell) => ({ ...spell, toMs }));
    this.statements.push({
      sql: 'UPDATE spells SET to_ms = ? WHERE instrument = ? AND symbol = ? AND to_ms IS NULL',
      args: [toMs, instrument, symbol],
    });
  }

  private moveSpell(instrument: number, symbol: string, fromMs: number): void {
    this.changeSpell(instrument, symbol, (spell) => ({ ...spell, fromMs }));
    this.statements.push({
      sql: 'UPDATE spells SET from_ms = ? WHERE instrument = ? AND symbol = ? AND to_ms IS NULL',
      args: [fromMs, instrument, symbol],
    });
  }

  private changeSpell(instrument: number, symbol: string, change: (spell: Spell) => Spell): void {
    this.spells = this.spells.map((spell) =>
      spell.instrument === instrument && spell.symbol === symbol && spell.toMs === undefined ? change(spell) : spell,
    );
  }

  private conflict(action: OfferedAction, observed: string, expected: string): void {
    this.totals.conflicts += 1;
    const { symbol, effectiveMs } = action;
    const finding = { code: Finding_Code.CONFLICT, severity: Finding_Severity.ERROR, symbol, observed, expected };
    this.statements.push(
      insertFinding(`actions ${this.source}`, { ...finding, interval: 0, timeMs: effectiveMs, line: 0, row: '' }),
    );
  }
}

/** What an action says besides whose it is and when it takes effect. */
function said({ kind, value, newSymbol, announcedMs }: OfferedAction): string {
  const what = [CorporateAction_Kind[kind], value, newSymbol].filter((part) => part !== '').join(' ');
  return `${what}, announced ${new Date(announcedMs).toISOString()}`;
}
