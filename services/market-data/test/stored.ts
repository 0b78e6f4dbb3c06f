import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { hash, timestamp } from '@cream/domain';
import {
  Adjustment,
  type BarInterval,
  CorporateAction_Kind,
  type CorporateActionSchema,
  Finding_Code,
  GetBarsRequestSchema,
  ImportBarsRequestSchema,
  type ImportBarsResponse,
  ImportCorporateActionsRequestSchema,
  ListFindingsRequestSchema,
} from '@cream/proto/market';
import { type FakeClock, fakeClock } from '@cream/testing';
import { afterEach } from 'vitest';
import { ActionImport } from '../src/adapters/store/action-import.js';
import { BarImport } from '../src/adapters/store/bar-import.js';
import { ConstituentImport } from '../src/adapters/store/constituent-import.js';
import { FactImport } from '../src/adapters/store/fact-import.js';
import { HoldingsImport } from '../src/adapters/store/holdings-import.js';
import { MarketStore } from '../src/adapters/store/market-store.js';
import { refusals } from '../src/adapters/store/refusal-log.js';
import { UniverseInputs } from '../src/adapters/store/universe-inputs.js';
import { UniverseSnapshots } from '../src/adapters/store/universe-snapshots.js';
import { UniverseVersions } from '../src/adapters/store/universe-versions.js';
import { Findings } from '../src/app/findings.js';
import { UniverseResolver } from '../src/app/universe/universe-resolver.js';
import { loadCatalog } from '../src/load-catalog.js';
import { MarketDataController } from '../src/rpc/market-data.controller.js';
import { StoreController } from '../src/rpc/store.controller.js';
import { UniverseController } from '../src/rpc/universe.controller.js';
import { UniverseImportController } from '../src/rpc/universe-import.controller.js';
import { calendar, csv, folderWith, row } from './csv-folder.js';

export interface ImportOptions {
  readonly interval?: BarInterval;
  readonly source?: string;
  readonly file?: string;
  readonly heldOn?: { year: number; month: number; day: number };
  /** Bytes of a piece at most; lines are kept whole. Default: one piece. */
  readonly pieceBytes?: number;
  /** End after so many pieces, as an interruption would. */
  readonly pieces?: number;
}

const open: { store: MarketStore; folder: string }[] = [];
afterEach(async () => {
  for (const { store, folder } of open.splice(0)) {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The service with a store of its own, beside a folder that holds one symbol nobody asks for. */
export class Stored {
  private constructor(
    readonly folder: string,
    readonly reads: MarketDataController,
    readonly writes: StoreController,
    readonly universes: UniverseController,
    readonly inputs: UniverseImportController,
    private readonly store: MarketStore,
  ) {}

  static async open(
    files: Record<string, string> | 'samples' = { 'FILE.csv': csv(row('2016-03-01')) },
    folder = mkdtempSync(join(tmpdir(), 'market-store-')),
    clock: FakeClock = fakeClock(),
  ): Promise<Stored> {
    const contextSymbols = new Set(['SPX']);
    const store = await MarketStore.open({ dataDir: folder, readOnly: false, contextSymbols });
    open.push({ store, folder });
    const settings = { folder: files === 'samples' ? undefined : folderWith(files), contextSymbols };
    const catalog = loadCatalog(settings, calendar, store);
    const findings = new Findings(catalog, calendar, (query) => refusals(store, query));
    const writes = new StoreController(new BarImport(store, calendar), new ActionImport(store), findings);
    const now = () => clock.now();
    const versions = new UniverseVersions(store, now);
    const records = new UniverseInputs(store, versions);
    const universes = new UniverseController(
      new UniverseResolver(catalog, calendar, records),
      versions,
      records,
      new UniverseSnapshots(store, now),
    );
    const inputs = new UniverseImportController(
      new ConstituentImport(store),
      new HoldingsImport(store),
      new FactImport(store),
    );
    return new Stored(folder, new MarketDataController(catalog, calendar), writes, universes, inputs, store);
  }

  /** The same data directory as another process would find it. */
  async again(files: Record<string, string> | 'samples' = 'samples'): Promise<Stored> {
    await this.store.close();
    return Stored.open(files, this.folder);
  }

  /** Imports a file as the command does: piece by piece, from where the store is. */
  async import(symbol: string, text: string, options: ImportOptions = {}): Promise<ImportBarsResponse> {
    const {
      pieceBytes = 1 << 20,
      pieces = Number.POSITIVE_INFINITY,
      source = 'test',
      file = 'bars.csv',
      ...more
    } = options;
    const bytes = Buffer.from(text);
    const header = bytes.subarray(0, bytes.indexOf('\n') + 1 || bytes.length);
    const content = hash(createHash('sha256').update(bytes).digest());
    const request = { symbol, source, file, content, header, ...more };
    let state = await this.writes.importBars(create(ImportBarsRequestSchema, request));
    for (let sent = 0; !state.complete && sent < pieces; sent++) {
      const offset = Number(state.nextOffset);
      let end = Math.min(bytes.length, offset + pieceBytes);
      if (end < bytes.length) end = Math.max(bytes.lastIndexOf('\n', end - 1), bytes.indexOf('\n', offset)) + 1;
      const piece = {
        ...request,
        offset: BigInt(offset),
        lines: bytes.subarray(offset, end),
        last: end >= bytes.length,
      };
      state = await this.writes.importBars(create(ImportBarsRequestSchema, piece));
    }
    return state;
  }

  act(...actions: MessageInitShape<typeof CorporateActionSchema>[]) {
    const request = create(ImportCorporateActionsRequestSchema, { actions, source: 'test' });
    return this.writes.importCorporateActions(request);
  }

  async closes(symbol: string, asOf: string, adjustment = Adjustment.UNSPECIFIED, interval = 0): Promise<string[]> {
    const asked = { symbols: [symbol], asOf: timestamp(Date.parse(asOf)), adjustment, interval };
    const { series } = await this.reads.getBars(create(GetBarsRequestSchema, asked));
    return (series[0]?.bars ?? []).map((bar) => bar.close?.value ?? '');
  }

  async findings(symbols: string[] = [], codes: Finding_Code[] = [], asOf = '2030-01-01T00:00Z') {
    const asked = { symbols, codes, asOf: timestamp(Date.parse(asOf)) };
    return this.writes.listFindings(create(ListFindingsRequestSchema, asked));
  }

  /** `NOT_A_NUMBER bars.csv:3 open "x"` of every finding. */
  async refusals(...symbols: string[]): Promise<string[]> {
    const { findings } = await this.findings(symbols);
    return findings
      .filter((one) => one.line > 0)
      .map((one) => `${Finding_Code[one.code]} ${one.file}:${one.line} ${one.observed}`);
  }
}

const when = (time: string) => timestamp(Date.parse(time));

export function split(symbol: string, value: string, announced: string, effective: string) {
  const kind = CorporateAction_Kind.SPLIT;
  return { symbol, kind, value: { value }, announcedAt: when(announced), effectiveAt: when(effective) };
}

export function dividend(symbol: string, value: string, announced: string, effective: string) {
  return { ...split(symbol, value, announced, effective), kind: CorporateAction_Kind.DIVIDEND };
}

export function rename(symbol: string, newSymbol: string, announced: string, effective: string) {
  const kind = CorporateAction_Kind.RENAME;
  return { symbol, newSymbol, kind, announcedAt: when(announced), effectiveAt: when(effective) };
}

export function delisting(symbol: string, effective: string) {
  return { symbol, kind: CorporateAction_Kind.DELISTING, effectiveAt: when(effective) };
}

export function listing(symbol: string, effective: string) {
  return { symbol, kind: CorporateAction_Kind.LISTING, effectiveAt: when(effective) };
}
