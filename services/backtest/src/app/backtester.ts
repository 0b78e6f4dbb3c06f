import { clone, create, equals, toBinary } from '@bufbuild/protobuf';
import { type Decimal, dec, hash, millis, sha256, type Timestamp, timestamp, wire } from '@cream/domain';
import { failedPrecondition, notFound } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import {
  type BacktestRun,
  BacktestRunSchema,
  BenchmarkSchema,
  type ConfigVersion,
  type CycleSummary,
  ProgressSchema,
  type RunRequest,
  RunRequestSchema,
  type RunResponse,
  RunResponseSchema,
  RunStatus,
  Strategy,
  TradeRowSchema,
} from '@cream/proto/cycle';
import type { BarInterval, SymbolBars } from '@cream/proto/market';
import { type BrokerSettings, BrokerSettingsSchema, type Fill } from '@cream/proto/trading';
import type { TradingCosts } from '@cream/simulation';
import { buyAndHold, type HeldCurve } from './buy-and-hold.js';
import { consensusCounts, decisionCounts } from './counts.js';
import { indexCurve } from './index-curve.js';
import type { Peers } from './peers.js';
import type { RunStore } from './run-store.js';
import { type CurvePoint, tearSheet } from './tear-sheet.js';
import { tradeRows } from './trade-rows.js';

/** What of the process a run may use: its times and a random part of its name stand in no hashed content. */
export interface ProcessPort {
  /** Epoch milliseconds. */
  now(): number;
  cpuSeconds(): number;
  /** Four random hex digits. */
  suffix(): string;
}

interface Plan {
  readonly request: RunRequest;
  readonly config: ConfigVersion;
  readonly broker: BrokerSettings;
  readonly interval: BarInterval;
  readonly slots: readonly number[];
}

/** How often progress is told at most. */
const PROGRESS_STEPS = 200;

/** Runs backtests: one cycle per slot through the same orchestrator that trades. */
export class Backtester {
  constructor(
    private readonly peers: Peers,
    private readonly store: RunStore,
    private readonly process: ProcessPort,
  ) {}

  async *run(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunResponse> {
    const started = this.process.now();
    const cpu = this.process.cpuSeconds();
    const plan = await this.plan(request);
    const run = await this.begin(plan, started);
    try {
      const outcome =
        request.strategy === Strategy.AGENTS ? yield* this.agents(plan, run, signal) : await this.held(plan);
      await this.judge(plan, run, outcome);
      run.status = RunStatus.COMPLETED;
    } catch (error) {
      run.status = RunStatus.FAILED;
      run.error = error instanceof Error ? error.message : String(error);
      await this.store.save(run);
      throw error;
    }
    run.wallSeconds = (this.process.now() - started) / 1000;
    run.cpuSeconds = this.process.cpuSeconds() - cpu;
    await this.store.save(run);
    yield create(RunResponseSchema, { event: { case: 'result', value: run } });
  }

  private async plan(request: RunRequest): Promise<Plan> {
    const { version } = await this.peers.config.getActive({});
    const settings = version?.configuration?.broker;
    if (version === undefined || settings === undefined)
      throw failedPrecondition('config has no active broker settings');
    const { slots, interval } = await this.peers.marketData.listSlots({
      symbols: request.symbols,
      ...(request.from === undefined ? {} : { from: request.from }),
      ...(request.to === undefined ? {} : { to: request.to }),
    });
    const wanted = request.maxCycles === 0 ? slots : slots.slice(0, request.maxCycles);
    const broker = create(BrokerSettingsSchema, { ...settings, ...(request.cash ? { cash: request.cash } : {}) });
    return { request, config: version, broker, interval, slots: wanted.map((slot) => millis(slot)) };
  }

  private async begin(plan: Plan, startedMs: number): Promise<BacktestRun> {
    const { request, slots } = plan;
    const first = slots[0];
    const last = slots.at(-1);
    if (first === undefined || last === undefined) throw failedPrecondition('the range holds no bar');
    const unfinished = request.resumeRunId === '' ? undefined : await this.unfinished(request);
    const run =
      unfinished ??
      create(BacktestRunSchema, {
        runId: `bt-${stamp(startedMs)}-${this.process.suffix()}`,
        request,
        startedAt: timestamp(startedMs),
      });
    run.status = RunStatus.RUNNING;
    run.error = '';
    run.interval = plan.interval;
    run.from = timestamp(first);
    run.to = timestamp(last);
    if (plan.config.hash !== undefined) run.configHash = plan.config.hash;
    if (plan.broker.cash !== undefined) run.initialEquity = plan.broker.cash;
    await this.store.save(run);
    return run;
  }

  private async unfinished(request: RunRequest): Promise<BacktestRun> {
    const run = await this.store.find(request.resumeRunId);
    if (run === undefined) throw notFound(`no run ${request.resumeRunId}`);
    if (run.status === RunStatus.COMPLETED) throw failedPrecondition(`run ${run.runId} is complete`);
    const asked = withoutResume(request);
    if (run.request === undefined || !equals(RunRequestSchema, asked, withoutResume(run.request)))
      throw failedPrecondition(`run ${run.runId} was asked for with other input`);
    return run;
  }

  /** One cycle per slot. Cycles that had ended before an interruption are answered from their record. */
  private async *agents(plan: Plan, run: BacktestRun, signal: AbortSignal): AsyncGenerator<RunResponse, Outcome> {
    const { request, slots } = plan;
    const first = slots[0] ?? 0;
    await this.peers.execution.openAccount({
      accountId: run.runId,
      mode: Mode.BACKTEST,
      broker: plan.broker,
      openedAt: timestamp(first - 1),
    });
    const summaries: CycleSummary[] = [];
    const every = Math.max(1, Math.floor(slots.length / PROGRESS_STEPS));
    for (const [index, slotMs] of slots.entries()) {
      signal.throwIfAborted();
      const { summary } = await this.peers.orchestrator.runCycle({
        accountId: run.runId,
        slot: timestamp(slotMs),
        symbols: request.symbols,
        contextSymbols: request.contextSymbols,
        mode: Mode.BACKTEST,
      });
      if (summary === undefined) throw failedPrecondition('the orchestrator answered without a summary');
      summaries.push(summary);
      if ((index + 1) % every === 0 || index + 1 === slots.length)
        yield progress(run.runId, summary, index + 1, slots.length);
    }
    const { fills } = await this.peers.execution.listFills({ accountId: run.runId });
    const { portfolio } = await this.peers.execution.getPortfolio({ accountId: run.runId });
    const { recordHash } = await this.peers.orchestrator.getRecordHash({ accountId: run.runId });
    const slotOf = new Map(summaries.map((summary) => [summary.cycleId, summary.slot]));
    run.decisions = decisionCounts(summaries);
    run.consensus = consensusCounts(summaries);
    run.cycles = summaries.length;
    if (recordHash !== undefined) run.recordHash = recordHash;
    return {
      curve: summaries.map((summary) => ({ timeMs: millis(summary.slot), equity: dec(summary.equity) })),
      fills,
      cash: dec(portfolio?.account?.cash),
      decidedAt: (cycleId) => slotOf.get(cycleId),
    };
  }

  private async held(plan: Plan): Promise<Outcome> {
    const held = await this.buyAndHold(plan);
    return { ...held, decidedAt: () => timestamp(plan.slots[0] ?? 0) };
  }

  private async judge(plan: Plan, run: BacktestRun, outcome: Outcome): Promise<void> {
    const { request, slots, interval } = plan;
    run.equity = outcome.curve.map(pointOf);
    run.trades = tradeRows(outcome.fills, outcome.decidedAt);
    run.metrics = tearSheet(outcome.curve, outcome.fills, interval);
    run.finalCash = wire(outcome.cash);
    const last = outcome.curve.at(-1);
    if (last !== undefined) run.finalEquity = wire(last.equity);
    if (request.strategy !== Strategy.AGENTS) {
      run.cycles = slots.length;
      run.recordHash = hash(sha256(Buffer.concat(run.trades.map((row) => toBinary(TradeRowSchema, row)))));
    }
    const held = await this.buyAndHold(plan);
    run.buyAndHold = create(BenchmarkSchema, {
      name: `buy and hold ${request.symbols.join(', ')}`,
      metrics: tearSheet(held.curve, held.fills, interval),
      equity: held.curve.map(pointOf),
    });
    run.benchmark = (await this.index(plan)) ?? run.buyAndHold;
  }

  private async buyAndHold(plan: Plan): Promise<HeldCurve> {
    const cash = dec(plan.broker.cash);
    return buyAndHold(await this.bars(plan.request.symbols, plan.slots), plan.slots, cash, costsOf(plan.broker));
  }

  private async index(plan: Plan) {
    const { request, slots, interval } = plan;
    const [name] = request.contextSymbols;
    if (name === undefined) return undefined;
    const [series] = await this.bars([name], slots);
    const curve = series && indexCurve(series.bars, slots, dec(plan.broker.cash));
    if (curve === undefined) return undefined;
    return create(BenchmarkSchema, { name, metrics: tearSheet(curve, [], interval), equity: curve.map(pointOf) });
  }

  private async bars(symbols: readonly string[], slots: readonly number[]): Promise<SymbolBars[]> {
    const asOf = timestamp(slots.at(-1) ?? 0);
    return (await this.peers.marketData.getBars({ symbols: [...symbols], asOf })).series;
  }
}

function withoutResume(request: RunRequest): RunRequest {
  const copy = clone(RunRequestSchema, request);
  copy.resumeRunId = '';
  return copy;
}

interface Outcome {
  readonly curve: readonly CurvePoint[];
  readonly fills: readonly Fill[];
  readonly cash: Decimal;
  readonly decidedAt: (cycleId: string) => Timestamp | undefined;
}

function costsOf(broker: BrokerSettings): TradingCosts {
  return { slippageBps: dec(broker.slippageBps), feeBps: dec(broker.feeBps) };
}

function pointOf({ timeMs, equity }: CurvePoint) {
  return { $typeName: 'cream.cycle.v1.EquityPoint' as const, time: timestamp(timeMs), equity: wire(equity) };
}

function progress(runId: string, summary: CycleSummary, done: number, total: number): RunResponse {
  const { slot, equity } = summary;
  const value = create(ProgressSchema, {
    runId,
    done,
    total,
    ...(slot ? { slot } : {}),
    ...(equity ? { equity } : {}),
  });
  return create(RunResponseSchema, { event: { case: 'progress', value } });
}

/** `20160301-210000` in UTC. */
function stamp(ms: number): string {
  const text = new Date(ms).toISOString();
  return `${text.slice(0, 10).replaceAll('-', '')}-${text.slice(11, 19).replaceAll(':', '')}`;
}
