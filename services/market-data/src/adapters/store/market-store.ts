import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failedPrecondition } from '@cream/grpc';
import type { BarInterval } from '@cream/proto/market';
import {
  blob,
  blobOrUndefined,
  type Database,
  DirectoryNotWritableError,
  int,
  intOrUndefined,
  openDatabase,
  type Row,
  type Statement,
  text,
} from '@cream/storage';
import { BarSeries } from '../../app/bar-series.js';
import { Instruments, type StoredSeries } from '../../app/instruments.js';
import { STORE_FILE, storeOptions } from './database-options.js';
import { floats } from './floats.js';
import { PackedRows } from './packed-rows.js';

/** Bars kept in memory, about 60 bytes each; the series used longest ago go first. */
const BARS_KEPT = 4_000_000;

export interface StorePlace {
  readonly dataDir: string;
  readonly readOnly: boolean;
  /** Symbols that are context only. */
  readonly contextSymbols: ReadonlySet<string>;
}

/**
 * Bars, symbols and corporate actions in `market-data.db`. The file is made by the first import: a service that never
 * imports writes nothing. What is small is in memory and always complete; bars are loaded when they are first asked for.
 */
export class MarketStore {
  instruments = new Instruments([], [], []);
  private database: Database | undefined;
  private readonly loaded = new Map<string, BarSeries>();
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly place: StorePlace) {}

  /** @throws StorageError when there is a file and it cannot be used */
  static async open(place: StorePlace): Promise<MarketStore> {
    const store = new MarketStore(place);
    if (existsSync(join(place.dataDir, STORE_FILE))) {
      store.database = await openDatabase(storeOptions(place.dataDir, place.readOnly));
      await store.reload();
    }
    return store;
  }

  /** Whether anything was ever imported. */
  get exists(): boolean {
    return this.database !== undefined;
  }

  /** One writer at a time: what it reads stays true until it has written. @throws ConnectError FAILED_PRECONDITION */
  exclusively<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const result = this.turn.then(async () => {
      if (this.place.readOnly) throw failedPrecondition('this process only looks at the records: nothing is imported');
      this.database ??= await this.create();
      return work(this.database);
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Rows of a query; none while there is no file. */
  async rows<T>(sql: string, args: Parameters<Database['all']>[1], map: (row: Row) => T): Promise<T[]> {
    return this.database === undefined ? [] : this.database.all(sql, args ?? [], map);
  }

  /** Writes in one transaction, then reads again what is kept in memory. */
  async commit(database: Database, statements: readonly Statement[]): Promise<void> {
    await database.write(statements);
    this.loaded.clear();
    await this.reload();
  }

  /** The bars of a stored series under the symbol they were asked for. */
  async load(series: StoredSeries, symbol: string): Promise<BarSeries> {
    const key = `${series.id} ${symbol}`;
    const known = this.loaded.get(key);
    if (known !== undefined) {
      this.loaded.delete(key);
      this.loaded.set(key, known);
      return known;
    }
    const bars = await this.read(series, symbol);
    this.loaded.set(key, bars);
    let kept = [...this.loaded.values()].reduce((total, one) => total + one.length, 0);
    for (const [oldest, { length }] of this.loaded) {
      if (kept <= BARS_KEPT || oldest === key) break;
      this.loaded.delete(oldest);
      kept -= length;
    }
    return bars;
  }

  async close(): Promise<void> {
    await this.turn;
    await this.database?.close();
  }

  private async read({ id, interval, source }: StoredSeries, symbol: string): Promise<BarSeries> {
    const sql = 'SELECT times, numbers FROM blocks WHERE series = ? ORDER BY block';
    const blocks = await this.rows(sql, [id], (row) => ({
      times: floats(blob(row, 'times')),
      numbers: blob(row, 'numbers'),
    }));
    const bars = blocks.reduce((total, { times }) => total + times.length / 2, 0);
    const starts = new Float64Array(bars);
    const ends = new Float64Array(bars);
    let at = 0;
    for (const { times } of blocks) {
      for (let i = 0; i < times.length; i += 2) {
        starts[at] = times[i] ?? 0;
        ends[at] = times[i + 1] ?? 0;
        at += 1;
      }
    }
    const rows = new PackedRows(Buffer.concat(blocks.map(({ numbers }) => numbers)), bars);
    return new BarSeries({ symbol, interval, starts, ends, rows, source, contextOnly: this.isContext(symbol) });
  }

  private async create(): Promise<Database> {
    try {
      return await openDatabase(storeOptions(this.place.dataDir, false));
    } catch (error) {
      if (error instanceof DirectoryNotWritableError) throw failedPrecondition(error.message);
      throw error;
    }
  }

  isContext(symbol: string): boolean {
    return this.place.contextSymbols.has(symbol);
  }

  private async reload(): Promise<void> {
    const spells = await this.rows('SELECT instrument, symbol, from_ms, to_ms FROM spells ORDER BY id', [], (row) => ({
      instrument: int(row, 'instrument'),
      symbol: text(row, 'symbol'),
      fromMs: int(row, 'from_ms'),
      toMs: intOrUndefined(row, 'to_ms'),
    }));
    const actions = await this.rows('SELECT * FROM actions ORDER BY id', [], (row) => ({
      instrument: int(row, 'instrument'),
      symbol: text(row, 'symbol'),
      kind: int(row, 'kind'),
      announcedMs: int(row, 'announced_ms'),
      effectiveMs: int(row, 'effective_ms'),
      value: text(row, 'value'),
      newSymbol: text(row, 'new_symbol'),
    }));
    const sql =
      'SELECT id, instrument, interval, source, bars, first_end_ms, last_end_ms, content FROM series WHERE bars > 0 ORDER BY id';
    this.instruments = new Instruments(spells, actions, await this.rows(sql, [], toSeries));
  }
}

function toSeries(row: Row): StoredSeries {
  return {
    id: int(row, 'id'),
    instrument: int(row, 'instrument'),
    interval: int(row, 'interval') as BarInterval,
    source: text(row, 'source'),
    bars: int(row, 'bars'),
    firstEndMs: int(row, 'first_end_ms'),
    lastEndMs: int(row, 'last_end_ms'),
    content: blobOrUndefined(row, 'content'),
  };
}
