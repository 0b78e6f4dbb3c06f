import { createHash } from 'node:crypto';
import { create, fromBinary, toBinary, toJsonString } from '@bufbuild/protobuf';
import {
  Finding_Code,
  Finding_Severity,
  GetOptionChainResponseSchema,
  type OptionSnapshot,
  OptionSnapshotSchema,
} from '@cream/proto/market';
import { blob, int, type Statement, text } from '@cream/storage';
import { checkOption, type TakenChain } from '../../app/options/check-option.js';
import { orderOptions } from '../../app/options/order-options.js';
import { namesOf } from '../../app/universe/names-in-time.js';
import type { Objection } from '../../app/validation/finding.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { insertFinding } from './finding-rows.js';
import type { MarketStore } from './market-store.js';
import { publicationConflict } from './publication-conflict.js';

/** Chains kept in memory: cycles of one day ask for the same ones. */
const KEPT = 16;

export interface OfferedChain extends TakenChain {
  readonly options: readonly OptionSnapshot[];
}

export interface HeldChain {
  readonly takenMs: number;
  readonly source: string;
  /** By expiration, strike, right and OCC symbol. Nobody may change them. */
  readonly options: readonly OptionSnapshot[];
}

export interface ChainTotals {
  readonly inserted: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly conflicts: number;
}

/** Option chains as they were taken. */
export class OptionChains {
  private readonly kept = new Map<number, HeldChain>();

  constructor(
    private readonly store: MarketStore,
    private readonly calendar: TradingCalendar,
  ) {}

  /** Whether any chain was ever stored. */
  async exist(): Promise<boolean> {
    return (await this.store.rows('SELECT 1 FROM option_chains LIMIT 1', [], () => true)).length > 0;
  }

  /**
   * The newest chain of an underlying that was taken by a time, under the name the instrument had when it was taken; undefined
   * when there is none.
   */
  async newest(underlying: string, asOfMs: number): Promise<HeldChain | undefined> {
    const sql = `SELECT id, taken_ms FROM option_chains
                 WHERE underlying = ? AND taken_ms >= ? AND taken_ms < ? AND taken_ms <= ? ORDER BY taken_ms DESC LIMIT 1`;
    const { instruments } = this.store;
    const begun = instruments.spellsOf(underlying).some(({ fromMs }) => fromMs <= asOfMs);
    // A name that was given up names nothing any more.
    if (begun && instruments.holderAt(underlying, asOfMs) === undefined) return undefined;
    const names = namesOf(instruments, underlying, asOfMs);
    const found = await Promise.all(
      names.map(({ symbol, fromMs, toMs }) =>
        this.store.rows(sql, [symbol, fromMs, toMs, asOfMs], (row) => ({
          id: int(row, 'id'),
          takenMs: int(row, 'taken_ms'),
        })),
      ),
    );
    const [newest] = found.flat().toSorted((a, b) => b.takenMs - a.takenMs);
    return newest === undefined ? undefined : this.load(newest.id);
  }

  /** Writes a chain, but for the options that something speaks against. Another chain for its time is a finding. */
  take({ underlying, takenMs, options }: OfferedChain, source: string): Promise<ChainTotals> {
    return this.store.exclusively(async (database) => {
      const { good, findings } = this.checked({ underlying, takenMs, options }, source);
      const quarantined = options.length - good.length;
      const content = toBinary(GetOptionChainResponseSchema, create(GetOptionChainResponseSchema, { options: good }));
      const sql = 'SELECT contracts, options FROM option_chains WHERE underlying = ? AND taken_ms = ?';
      const before = await database.get(sql, [underlying, takenMs], (row) => ({
        contracts: int(row, 'contracts'),
        content: blob(row, 'options'),
      }));
      const same = before !== undefined && Buffer.compare(before.content, content) === 0;
      if (before === undefined && good.length > 0) {
        findings.push({
          sql: `INSERT INTO option_chains (underlying, taken_ms, contracts, options, imported_from)
                VALUES (?, ?, ?, ?, ?)`,
          args: [underlying, takenMs, good.length, content, source],
        });
      } else if (before !== undefined && !same) {
        findings.push(
          publicationConflict({
            origin: `chain ${source}`,
            subject: underlying,
            knownMs: takenMs,
            observed: `another chain of ${good.length} contracts, ${createHash('sha256').update(content).digest('hex').slice(0, 8)}`,
            expected: `the one of ${before.contracts} contracts`,
          }),
        );
      }
      if (findings.length > 0) await database.write(findings);
      const inserted = before === undefined ? good.length : 0;
      return {
        inserted,
        unchanged: same ? good.length : 0,
        quarantined,
        conflicts: before === undefined || same ? 0 : 1,
      };
    });
  }

  /** The options nothing speaks against, without what answers say anew, and a finding for every other. */
  private checked({ underlying, takenMs, options }: OfferedChain, source: string) {
    const good = new Map<string, OptionSnapshot>();
    const findings: Statement[] = [];
    for (const option of options) {
      const symbol = option.contract?.occSymbol ?? '';
      const objection = good.has(symbol)
        ? { code: Finding_Code.DUPLICATE, observed: `${symbol} again`, expected: 'each contract once' }
        : checkOption(option, { underlying, takenMs }, this.calendar);
      if (objection === undefined) good.set(symbol, plain(option));
      else findings.push(putAside(option, objection, { underlying, takenMs, source }));
    }
    return { good: orderOptions([...good.values()]), findings };
  }

  private async load(id: number): Promise<HeldChain | undefined> {
    const known = this.kept.get(id);
    if (known !== undefined) {
      this.kept.delete(id);
      this.kept.set(id, known);
      return known;
    }
    const [chain] = await this.store.rows('SELECT * FROM option_chains WHERE id = ?', [id], (row) => ({
      takenMs: int(row, 'taken_ms'),
      source: text(row, 'imported_from'),
      options: fromBinary(GetOptionChainResponseSchema, blob(row, 'options')).options,
    }));
    if (chain !== undefined) this.kept.set(id, chain);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return chain;
  }
}

function plain({ expiresAt: _, ...option }: OptionSnapshot): OptionSnapshot {
  if (option.quote === undefined) return option;
  return { ...option, quote: { ...option.quote, ageSeconds: 0n, stale: false } };
}

function putAside(
  option: OptionSnapshot,
  { code, observed, expected }: Objection,
  { underlying, takenMs, source }: TakenChain & { readonly source: string },
): Statement {
  const about = { symbol: underlying, interval: 0 as const, timeMs: takenMs, line: 0 };
  const row = toJsonString(OptionSnapshotSchema, option);
  return insertFinding(`chain ${source}`, {
    ...about,
    code,
    severity: Finding_Severity.ERROR,
    observed,
    expected,
    row,
  });
}
