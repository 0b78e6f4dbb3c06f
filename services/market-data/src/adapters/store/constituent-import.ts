import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { int, intOrUndefined, type Row, type Statement, text } from '@cream/storage';
import type { MemberSpell } from '../../app/universe/universe-records.js';
import { dateText } from '../../calendar/civil-date.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import { insertFinding } from './finding-rows.js';
import type { MarketStore } from './market-store.js';

export interface SpellTotals {
  readonly inserted: number;
  readonly ended: number;
  readonly unchanged: number;
  readonly conflicts: number;
}

interface StoredSpell extends MemberSpell {
  readonly id: number;
}

/** Writes the spells of an index: all of them or none, each once. */
export class ConstituentImport {
  constructor(private readonly store: MarketStore) {}

  /** What is stored stays as it is, but for an open spell that now has an end. Anything else that differs is a finding. */
  take(indexId: string, spells: readonly MemberSpell[], source: string): Promise<SpellTotals> {
    return this.store.exclusively(async (database) => {
      const sql = 'SELECT id, symbol, from_ms, to_ms FROM constituents WHERE index_id = ?';
      const stored = Map.groupBy(await database.all(sql, [indexId], toSpell), ({ symbol }) => symbol);
      const totals = { inserted: 0, ended: 0, unchanged: 0, conflicts: 0 };
      const statements: Statement[] = [];
      for (const spell of spells) {
        const others = stored.get(spell.symbol) ?? [];
        const same = others.find(({ fromMs }) => fromMs === spell.fromMs);
        const clash = others.find((one) => one !== same && overlaps(one, spell));
        if (same !== undefined && same.toMs === spell.toMs) totals.unchanged += 1;
        else if (clash !== undefined || (same !== undefined && same.toMs !== undefined)) {
          totals.conflicts += 1;
          statements.push(conflict(indexId, spell, clash ?? same, source));
        } else if (same !== undefined) {
          totals.ended += 1;
          statements.push({
            sql: 'UPDATE constituents SET to_ms = ? WHERE id = ?',
            args: [spell.toMs ?? null, same.id],
          });
          stored.set(
            spell.symbol,
            others.map((one) => (one === same ? { ...one, toMs: spell.toMs } : one)),
          );
        } else {
          totals.inserted += 1;
          const { symbol, fromMs, toMs } = spell;
          statements.push({
            sql: 'INSERT INTO constituents (index_id, symbol, from_ms, to_ms, source) VALUES (?, ?, ?, ?, ?)',
            args: [indexId, symbol, fromMs, toMs ?? null, source],
          });
          stored.set(symbol, [...others, { ...spell, id: 0 }]);
        }
      }
      if (statements.length > 0) await database.write(statements);
      return totals;
    });
  }
}

function overlaps(a: MemberSpell, b: MemberSpell): boolean {
  const [aTo, bTo] = [a.toMs ?? Number.POSITIVE_INFINITY, b.toMs ?? Number.POSITIVE_INFINITY];
  return a.fromMs < bTo && b.fromMs < aTo;
}

function conflict(indexId: string, spell: MemberSpell, other: MemberSpell | undefined, source: string): Statement {
  const { symbol, fromMs } = spell;
  const expected = other === undefined ? '' : said(other);
  const finding = { code: Finding_Code.CONFLICT, severity: Finding_Severity.ERROR, symbol, expected };
  const observed = `${indexId} ${said(spell)}`;
  return insertFinding(`constituents ${source}`, {
    ...finding,
    observed,
    interval: 0,
    timeMs: fromMs,
    line: 0,
    row: '',
  });
}

function said({ fromMs, toMs }: MemberSpell): string {
  return `from ${dateText(newYorkDay(fromMs))} ${toMs === undefined ? 'on' : `to ${dateText(newYorkDay(toMs))}`}`;
}

function toSpell(row: Row): StoredSpell {
  return {
    id: int(row, 'id'),
    symbol: text(row, 'symbol'),
    fromMs: int(row, 'from_ms'),
    toMs: intOrUndefined(row, 'to_ms'),
  };
}
