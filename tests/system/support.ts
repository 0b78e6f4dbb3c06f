import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { agentService } from '@cream/agent';
import { backtestService } from '@cream/backtest';
import { configService } from '@cream/config';
import { contextService } from '@cream/context';
import { hex, wireDate } from '@cream/domain';
import { executionService } from '@cream/execution';
import type { Clients } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { memoryService } from '@cream/memory';
import { orchestratorService } from '@cream/orchestrator';
import { type BacktestRun, BacktestService, type CycleRecord, type EntryKind, Strategy } from '@cream/proto/cycle';
import { regimeService } from '@cream/regime';
import { riskService } from '@cream/risk';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '@cream/runtime';
import { schedulerService } from '@cream/scheduler';
import { technicalsService } from '@cream/technicals';

export const SERVICES = [
  marketDataService,
  technicalsService,
  regimeService,
  contextService,
  memoryService,
  agentService,
  riskService,
  executionService,
  configService,
  orchestratorService,
  schedulerService,
  backtestService,
];

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'cream-system-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Settings of a system under test. It says nothing of failures that a test brings about, unless it is asked:
 * `CREAM_LOG_LEVEL=error npx vitest run tests`.
 */
export const TEST_SETTINGS = {
  CREAM_LOG_LEVEL: process.env.CREAM_LOG_LEVEL ?? 'silent',
  CREAM_RECORD_DURABILITY: 'normal',
} as const;

/** The whole system but the console, in this process. */
export function startSystem(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const { env, ...rest } = options;
  return startEmbedded(SERVICES, { dataDir, ...rest, env: { ...TEST_SETTINGS, ...env } });
}

export interface RunWish {
  readonly from?: string;
  readonly to?: string;
  readonly maxCycles?: number;
  readonly resumeRunId?: string;
  readonly contextSymbols?: string[];
}

/** Runs a backtest of AAPL to its end. */
export async function runBacktest(clients: Clients, wish: RunWish): Promise<BacktestRun> {
  const events = clients.get(BacktestService).run({
    symbols: ['AAPL'],
    contextSymbols: wish.contextSymbols ?? ['SPX'],
    strategy: Strategy.AGENTS,
    maxCycles: wish.maxCycles ?? 0,
    resumeRunId: wish.resumeRunId ?? '',
    ...(wish.from === undefined ? {} : { from: wireDate(wish.from) }),
    ...(wish.to === undefined ? {} : { to: wireDate(wish.to) }),
  });
  for await (const { event } of events) if (event.case === 'result') return event.value;
  throw new Error('the run ended without a result');
}

export function recordHashOf(run: BacktestRun): string {
  return hex(run.recordHash?.sha256 ?? new Uint8Array());
}

/** The messages of one kind in a record. */
export function messages<D extends DescMessage>(
  record: CycleRecord | undefined,
  kind: EntryKind,
  schema: D,
): MessageShape<D>[] {
  return (record?.entries ?? []).filter((entry) => entry.kind === kind).map((entry) => fromBinary(schema, entry.bytes));
}
