import { createPublicKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APPROVERS, entryKindName, hex, roleName, type SigningKey, timestamp } from '@cream/domain';
import { type Client, controllersOf, createServiceClient, handlersOf, MemoryNetwork } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import { type CycleSummary, OrchestratorService } from '@cream/proto/cycle';
import type { Role } from '@cream/proto/decision';
import { type Clock, type Readiness, type ServiceHost, silentLogger } from '@cream/runtime';
import { Database } from '@cream/storage';
import { AS_OF_MS, DAY_MS, fakeClock, testKey } from '@cream/testing';
import { NestFactory } from '@nestjs/core';
import { onTestFinished } from 'vitest';
import { decodeEntry } from '../src/app/cycle-state.js';
import { EntryFeed } from '../src/app/entry-feed.js';
import type { Draft } from '../src/app/journal.js';
import { orchestratorService } from '../src/index.js';
import { anOrdinaryDay, type OrdinaryDay } from './an-ordinary-day.js';

export const ACCOUNT = 'main';

/** The close of the day that many days after the builders' moment. */
export const day = (n: number): number => AS_OF_MS + n * DAY_MS;

/** What a cycle is asked for instead of AAPL alone in the test's account. */
export interface Wish {
  readonly accountId?: string;
  readonly symbols?: string[];
  readonly contextSymbols?: string[];
}

export interface OrchestratorOptions {
  readonly world?: OrdinaryDay;
  readonly dataDir?: string;
  readonly clock?: Clock;
  /** What the approvers sign with. */
  readonly keyOf?: (role: Role) => SigningKey;
  /** The approvers have not started yet. */
  readonly keysMissing?: boolean;
}

export interface RunningOrchestrator extends OrdinaryDay {
  readonly orchestrator: Client<typeof OrchestratorService>;
  readonly database: Database;
  readonly feed: EntryFeed;
  readonly dataDir: string;
  /** Runs the cycle of AAPL at the close of a day. */
  run(n?: number, wish?: Wish): Promise<CycleSummary>;
  /** What the record of a cycle says, entry by entry. */
  record(cycleId: string): Promise<Draft[]>;
  /** The kinds of a cycle's entries, in order. */
  kinds(cycleId: string): Promise<string[]>;
  readiness(): Promise<Readiness | boolean>;
  /** Ends this process; another one goes on with its data and its neighbours. */
  restart(): Promise<RunningOrchestrator>;
  close(): Promise<void>;
}

/** A folder that goes away with the test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-orchestrator-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The service on a database of its own, called through the in-memory transport. */
export async function runOrchestrator(options: OrchestratorOptions = {}): Promise<RunningOrchestrator> {
  const { world = anOrdinaryDay(), dataDir = dataDirectory(), clock = fakeClock(), keyOf = testKey } = options;
  if (options.keysMissing !== true) publishKeys(dataDir, keyOf);
  const host: ServiceHost = {
    name: 'orchestrator',
    clients: world.neighbours.clients,
    log: silentLogger(),
    clock,
    dataDir,
    keysDir: join(dataDir, 'keys'),
    env: { CREAM_RECORD_DURABILITY: 'normal' },
    readOnly: false,
    overrides: {},
  };
  const module = await orchestratorService.module(host);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  onTestFinished(close);
  const network = new MemoryNetwork({ codec: 'round-trip' });
  network.register('orchestrator', handlersOf(controllersOf(app)));
  const orchestrator = createServiceClient(OrchestratorService, network.transport('orchestrator'));
  const entries = async (cycleId: string) =>
    (await orchestrator.getCycle({ accountId: ACCOUNT, cycleId })).record?.entries ?? [];
  return {
    ...world,
    orchestrator,
    database: app.get(Database, { strict: false }),
    feed: app.get(EntryFeed, { strict: false }),
    dataDir,
    run: async (n = 0, wish = {}) => {
      const request = { accountId: ACCOUNT, slot: timestamp(day(n)), symbols: ['AAPL'], mode: Mode.BACKTEST, ...wish };
      const { summary } = await orchestrator.runCycle(request);
      if (summary === undefined) throw new Error('no summary');
      return summary;
    },
    record: async (cycleId) => (await entries(cycleId)).map((entry) => decodeEntry(entry)),
    kinds: async (cycleId) => (await entries(cycleId)).map(({ kind }) => entryKindName(kind)),
    readiness: async () => orchestratorService.ready?.(app) ?? true,
    restart: async () => {
      await close();
      return runOrchestrator({ ...options, world, dataDir });
    },
    close,
  };
}

export function contentHashOf(summary: CycleSummary): string {
  return hex(summary.contentHash?.sha256 ?? new Uint8Array());
}

/** As the approvers do when they start. */
export function publishKeys(dataDir: string, keyOf: (role: Role) => SigningKey = testKey): void {
  const keysDir = join(dataDir, 'keys');
  mkdirSync(keysDir, { recursive: true });
  for (const role of APPROVERS) {
    const pem = createPublicKey(keyOf(role).privateKey).export({ type: 'spki', format: 'pem' });
    writeFileSync(join(keysDir, `${roleName(role)}.pub.pem`), pem);
  }
}
