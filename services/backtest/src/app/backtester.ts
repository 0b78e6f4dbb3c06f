import { create, toBinary } from '@bufbuild/protobuf';
import { dec, hash, millis, sha256, timestamp, wire } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import {
  type BacktestRun,
  BacktestRunSchema,
  BenchmarkSchema,
  type CycleSummary,
  ProgressSchema,
  type RunRequest,
  type RunResponse,
  RunResponseSchema,
  RunStatus,
  TradeRowSchema,
} from '@cream/proto/cycle';
import type { SymbolBars } from '@cream/proto/market';
import type { BrokerSettings } from '@cream/proto/trading';
import type { TradingCosts } from '@cream/simulation';
import { buyAndHold, type RunOutcome, runBaseline } from './baseline-run.js';
import type { BaselineWish } from './baseline-wish.js';
import { consensusCounts, decisionCounts } from './counts.js';
import { indexCurve } from './index-curve.js';
import type { Peers } from './peers.js';
import { planRun, type RunPlan } from './run-plan.js';
import type { RunStore } from './run-store.js';
import { type CurvePoint, tearSheet } from './tear-sheet.js';
import { tradeRows } from './trade-rows.js';
import { unfinishedRun } from './unfinished-run.js';

/** What of the process a run may use: its times and a random part of its name stand in no hashed content. */
export interface ProcessPort {
  /** Epoch milliseconds. */
  now(): number;
  cpuSeconds(): number;
  /** Four random hex digits. */
  suffix(): string;
  /** Lets everything else that waits in the process have its turn. */
  turn(): Promise<void>;
}

/** How often progress is told at most. */
const PROGRESS_STEPS = 200;

/** Why a run that was stopped has not finished. */
const INTERRUPTED = 'interrupted';

/** Runs backtests: one cycle per slot through the same orchestrator that trades. */
export class Backtester {
  readonly #working = new Set<Promise<unknown>>();
  readonly #running = new Set<string>();

  constructor(
    private readonly peers: Peers,
    private readonly store: RunStore,
    private readonly process: ProcessPort,
  ) {}

  async *run(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunResponse> {
    const events = this.play(request, signal);
    try {
      for (;;) {
        const step = await this.working(events.next());
        if (step.done) return;
        yield step.value;
      }
    } finally {
      await this.working(events.return(undefined));
    }
  }

  /** Waits until no run is at work: each has told its progress and waits, or has ended and is stored as it ended. */
  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.allSettled(this.#working);
  }

  private async working<T>(work: Promise<T>): Promise<T> {
    this.#working.add(work);
    try {
      return await work;
    } finally {
      this.#working.delete(work);
    }
  }

  private async *play(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunResponse> {
    const started = this.process.now();
    const cpu = this.process.cpuSeconds();
    const plan = await planRun(this.peers, request);
    const run = await this.begin(plan, started);
    if (this.#running.has(run.runId)) throw failedPrecondition(`run ${run.runId} is going on`);
    this.#running.add(run.runId);
    try {
      await this.store.save(run);
      const outcome =
        plan.baseline === undefined ? yield* this.agents(plan, run, signal) : await this.baseline(plan, plan.baseline);
      await this.judge(plan, run, outcome);
      run.status = RunStatus.COMPLETED;
    } catch (error) {
      run.error = signal.aborted ? INTERRUPTED : error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      // Whoever asked may have left while it waited for the next progress: then nothing was thrown.
      if (run.status !== RunStatus.COMPLETED) {
        run.status = RunStatus.FAILED;
        run.error ||= INTERRUPTED;
      }
      run.wallSeconds += (this.process.now() - started) / 1000;
      run.cpuSeconds += this.process.cpuSeconds() - cpu;
      this.#running.delete(run.runId);
      await this.store.save(run);
    }
    yield create(RunResponseSchema, { event: { case: 'result', value: run } });
  }

  private async begin(plan: RunPlan, startedMs: number): Promise<BacktestRun> {
    const { request, slots } = plan;
    const run =
      request.resumeRunId === ''
        ? create(BacktestRunSchema, {
            runId: `bt-${stamp(startedMs)}-${this.process.suffix()}`,
            request,
            startedAt: timestamp(startedMs),
          })
        : await unfinishedRun(this.store, plan);
    run.status = RunStatus.RUNNING;
    run.error = '';
    run.interval = plan.interval;
    run.from = timestamp(slots[0]);
    run.to = timestamp(slots.at(-1) ?? slots[0]);
    run.dataHash = plan.data;
    if (plan.config.hash !== undefined) run.configHash = plan.config.hash;
    const { cash, slippageBps, feeBps } = plan.broker;
    if (cash !== undefined) run.initialEquity = cash;
    if (slippageBps !== undefined) run.slippageBps = slippageBps;
    if (feeBps !== undefined) run.feeBps = feeBps;
    return run;
  }

  /** One cycle per slot. Cycles that had ended before an interruption are answered from their record. */
  private async *agents(plan: RunPlan, run: BacktestRun, signal: AbortSignal): AsyncGenerator<RunResponse, RunOutcome> {
    const { request, slots } = plan;
    // Before the first cycle, so that whoever interrupts the run knows which one to resume.
    yield progress(run.runId, 0, slots.length);
    await this.peers.execution.openAccount({
      accountId: run.runId,
      mode: Mode.BACKTEST,
      broker: plan.broker,
      openedAt: timestamp(slots[0] - 1),
    });
    const summaries: CycleSummary[] = [];
    const every = Math.max(1, Math.floor(slots.length / PROGRESS_STEPS));
    for (const [index, slotMs] of slots.entries()) {
      // In one process no call of a cycle waits for anything: without this nobody else, not even a signal, gets a turn.
      await this.process.turn();
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
        yield progress(run.runId, index + 1, slots.length, summary);
    }
    const { fills, events } = await this.peers.execution.listFills({ accountId: run.runId });
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
      events,
      cash: dec(portfolio?.account?.cash),
      decidedAt: ({ cycleId }) => slotOf.get(cycleId),
    };
  }

  private async baseline({ request, slots, broker }: RunPlan, wish: BaselineWish): Promise<RunOutcome> {
    const terms = { slots, cash: dec(broker.cash), costs: costsOf(broker) };
    return runBaseline(await this.bars(request.symbols, slots), terms, wish);
  }

  private async judge(plan: RunPlan, run: BacktestRun, outcome: RunOutcome): Promise<void> {
    const { request, slots, interval } = plan;
    run.equity = outcome.curve.map(pointOf);
    run.trades = tradeRows(outcome.fills, outcome.decidedAt);
    run.events = outcome.events;
    run.finalCash = wire(outcome.cash);
    const last = outcome.curve.at(-1);
    if (last !== undefined) run.finalEquity = wire(last.equity);
    if (plan.baseline !== undefined) {
      run.cycles = slots.length;
      run.recordHash = hash(sha256(Buffer.concat(run.trades.map((row) => toBinary(TradeRowSchema, row)))));
    }
    const held = await this.buyAndHold(plan);
    const index = await this.index(plan);
    run.metrics = tearSheet(outcome.curve, outcome, interval, index?.curve ?? held.curve);
    run.buyAndHold = create(BenchmarkSchema, {
      name: `buy and hold ${request.symbols.join(', ')}`,
      metrics: tearSheet(held.curve, held, interval, index?.curve),
      equity: held.curve.map(pointOf),
    });
    run.benchmark =
      index === undefined
        ? run.buyAndHold
        : create(BenchmarkSchema, {
            name: index.name,
            metrics: tearSheet(index.curve, undefined, interval),
            equity: index.curve.map(pointOf),
          });
  }

  private async buyAndHold(plan: RunPlan): Promise<RunOutcome> {
    const cash = dec(plan.broker.cash);
    return buyAndHold(await this.bars(plan.request.symbols, plan.slots), plan.slots, cash, costsOf(plan.broker));
  }

  /** The first context symbol, where it is known from the first slot on. */
  private async index({ request, slots, broker }: RunPlan): Promise<{ name: string; curve: CurvePoint[] } | undefined> {
    const [name] = request.contextSymbols;
    if (name === undefined) return undefined;
    const [series] = await this.bars([name], slots);
    const curve = series && indexCurve(series.bars, slots, dec(broker.cash));
    return curve && { name, curve };
  }

  private async bars(symbols: readonly string[], slots: readonly number[]): Promise<SymbolBars[]> {
    const asOf = timestamp(slots.at(-1) ?? 0);
    return (await this.peers.marketData.getBars({ symbols: [...symbols], asOf, withActions: true })).series;
  }
}

function costsOf(broker: BrokerSettings): TradingCosts {
  return { slippageBps: dec(broker.slippageBps), feeBps: dec(broker.feeBps) };
}

function pointOf({ timeMs, equity }: CurvePoint) {
  return { $typeName: 'cream.cycle.v1.EquityPoint' as const, time: timestamp(timeMs), equity: wire(equity) };
}

function progress(runId: string, done: number, total: number, summary?: CycleSummary): RunResponse {
  const { slot, equity } = summary ?? {};
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
