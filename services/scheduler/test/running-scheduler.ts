import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { millis, newYorkDate, type Timestamp, timestamp } from '@cream/domain';
import { type Client, type Clients, controllersOf, createServiceClient, handlersOf, MemoryNetwork } from '@cream/grpc';
import type { CycleSummary, RunCycleRequest, SchedulerService as SchedulerContract } from '@cream/proto/cycle';
import { CycleStatus, CycleSummarySchema, OrchestratorService, SchedulerService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { type Environment, type ServiceHost, silentLogger } from '@cream/runtime';
import { type FakeClock, fakeClock } from '@cream/testing';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { onTestFinished } from 'vitest';
import type { Timer } from '../src/app/timer.js';
import { schedulerService } from '../src/index.js';
import { TIMER_OVERRIDE } from '../src/scheduler.module.js';

/** A timer whose time passes with a fake clock. */
export class FakeTimer implements Timer {
  #waiting: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(private readonly clock: FakeClock) {}

  after(delayMs: number, run: () => void): () => void {
    const entry = { atMs: this.clock.now() + delayMs, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Lets time pass up to `ms`, doing on the way what was due, and waits for what that started. */
  async passTo(ms: number): Promise<void> {
    for (;;) {
      const next = this.#waiting.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > ms) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.clock.set(Math.max(this.clock.now(), next.atMs));
      next.run();
      await settled();
    }
    this.clock.set(ms);
  }
}

/** Long enough for promises that wait for nothing outside this process. */
export const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

/** Stands for the orchestrator: notes what it is asked to run. */
export class FakeOrchestrator {
  readonly slots: string[] = [];
  readonly requests: RunCycleRequest[] = [];
  /** What the next call does instead of answering at once. */
  next: ((signal: AbortSignal | undefined) => Promise<void>) | undefined;

  async runCycle(
    request: RunCycleRequest,
    options?: { signal?: AbortSignal },
  ): Promise<{ summary: CycleSummary; existed: boolean }> {
    const slot = new Date(millis(request.slot)).toISOString();
    const existed = this.slots.includes(slot);
    this.slots.push(slot);
    this.requests.push(request);
    const next = this.next;
    this.next = undefined;
    await next?.(options?.signal);
    return {
      summary: create(CycleSummarySchema, {
        cycleId: `cycle of ${slot}`,
        accountId: request.accountId,
        status: CycleStatus.COMPLETED,
      }),
      existed,
    };
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Stands for market-data with a few closes. */
export class FakeCalendar {
  /** What it answers instead of the market's status. */
  refusal: Error | undefined;

  constructor(readonly closes: readonly string[]) {}

  async getMarketStatus({ asOf }: { asOf: Timestamp }) {
    if (this.refusal !== undefined) throw this.refusal;
    const nowMs = millis(asOf);
    const sessions = this.closes.map(Date.parse).map((closeMs) => ({ openMs: closeMs - 6.5 * HOUR_MS, closeMs }));
    const today = sessions.find(({ closeMs }) => newYorkDate(closeMs) === newYorkDate(nowMs));
    const next = sessions.find(({ openMs }) => openMs > nowMs);
    return {
      ...(today === undefined ? {} : { today: { session: wireSession(today) } }),
      ...(next === undefined ? {} : { nextSession: wireSession(next) }),
      canStartCycle: today !== undefined && today.openMs <= nowMs && nowMs <= today.closeMs - 5 * MINUTE_MS,
    };
  }
}

function wireSession({ openMs, closeMs }: { openMs: number; closeMs: number }) {
  return { open: timestamp(openMs), close: timestamp(closeMs) };
}

export interface RunningScheduler {
  readonly scheduler: Client<typeof SchedulerContract>;
  readonly orchestrator: FakeOrchestrator;
  readonly calendar: FakeCalendar;
  readonly timer: FakeTimer;
  close(): Promise<void>;
}

export interface SchedulerOptions {
  /** When the process starts, as ISO text. */
  readonly at: string;
  readonly closes: readonly string[];
  readonly env?: Environment;
  readonly dataDir?: string;
}

export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-scheduler-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The service on a real database and a fake clock; its RPCs go through the in-memory transport. */
export async function runScheduler(options: SchedulerOptions): Promise<RunningScheduler> {
  const clock = fakeClock(Date.parse(options.at));
  const timer = new FakeTimer(clock);
  const orchestrator = new FakeOrchestrator();
  const calendar = new FakeCalendar(options.closes);
  const peers = new Map<object, object>([
    [OrchestratorService, orchestrator],
    [MarketDataService, calendar],
  ]);
  const host: ServiceHost = {
    name: 'scheduler',
    clients: { get: (service: object) => peers.get(service) } as unknown as Clients,
    log: silentLogger(),
    clock,
    dataDir: options.dataDir ?? dataDirectory(),
    keysDir: '',
    env: options.env ?? {},
    readOnly: false,
    overrides: { [TIMER_OVERRIDE]: timer },
  };
  const module: DynamicModule = await schedulerService.module(host);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  onTestFinished(close);
  const network = new MemoryNetwork({ codec: 'round-trip' });
  network.register('scheduler', handlersOf(controllersOf(app)));
  await settled();
  const scheduler = createServiceClient(SchedulerService, network.transport('scheduler'));
  return { scheduler, orchestrator, calendar, timer, close };
}
