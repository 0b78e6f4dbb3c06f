import { hex, symbolOf } from '@cream/domain';
import { type BacktestRun, type Benchmark, type Metrics, RunStatus, Strategy } from '@cream/proto/cycle';
import { BarInterval } from '@cream/proto/market';
import { AccountEvent_Kind } from '@cream/proto/trading';
import { strategyName } from '../run-backtest.js';
import { isoTimeOrNull } from './iso-time.js';

/** A run as the JSON document of `cream backtest --json`. Money is a decimal string; what is not defined is null. */
export function runDocument(run: BacktestRun) {
  const agents = run.request?.strategy === Strategy.AGENTS;
  return {
    run: {
      id: run.runId,
      status: RunStatus[run.status],
      error: run.error === '' ? null : run.error,
      mode: 'BACKTEST',
      strategy: run.request === undefined ? null : strategyName(run.request.strategy),
      parameters: Object.fromEntries(run.request?.parameters.map(({ name, value }) => [name, value]) ?? []),
      quantity: run.request?.quantity?.value ?? null,
      // The agents' own rules are part of their configuration.
      allowShort: agents ? null : (run.request?.allowShort ?? null),
      slippageBps: run.slippageBps?.value ?? null,
      feeBps: run.feeBps?.value ?? null,
      symbols: run.request?.symbols ?? [],
      contextSymbols: run.request?.contextSymbols ?? [],
      from: isoTimeOrNull(run.from),
      to: isoTimeOrNull(run.to),
      barInterval: BarInterval[run.interval],
      cycles: run.cycles,
      configHash: run.configHash === undefined ? null : hex(run.configHash.sha256),
      dataHash: run.dataHash === undefined ? null : hex(run.dataHash.sha256),
      wallSeconds: run.wallSeconds,
      cpuSeconds: run.cpuSeconds,
      cyclesPerSecond: run.wallSeconds > 0 ? run.cycles / run.wallSeconds : null,
    },
    account: {
      initialEquity: run.initialEquity?.value ?? null,
      finalEquity: run.finalEquity?.value ?? null,
      cash: run.finalCash?.value ?? null,
    },
    metrics: metricsDocument(run.metrics),
    benchmark: benchmarkDocument(run.benchmark),
    buyAndHold: benchmarkDocument(run.buyAndHold),
    decisions: {
      BUY: run.decisions?.buy ?? 0,
      SELL: run.decisions?.sell ?? 0,
      HOLD: run.decisions?.hold ?? 0,
      INCREASE: run.decisions?.increase ?? 0,
      REDUCE: run.decisions?.reduce ?? 0,
      CLOSE: run.decisions?.close ?? 0,
      NO_TRADE: run.decisions?.noTrade ?? 0,
    },
    consensus: {
      approved: run.consensus?.approved ?? 0,
      revised: run.consensus?.revised ?? 0,
      rejected: run.consensus?.rejected ?? 0,
    },
    trades: run.trades.map((trade) => ({
      symbol: trade.symbol,
      side: trade.side,
      quantity: trade.quantity?.value ?? null,
      price: trade.price?.value ?? null,
      fees: trade.fees?.value ?? null,
      decidedAt: isoTimeOrNull(trade.decidedAt),
      filledAt: isoTimeOrNull(trade.filledAt),
      cycleId: trade.cycleId,
      decisionId: trade.decisionId,
      reason: trade.reason,
    })),
    // Splits and dividends of what was held: with the trades they account for the cash.
    events: run.events.map((event) => ({
      kind: AccountEvent_Kind[event.kind],
      symbol: symbolOf(event.instrument),
      time: isoTimeOrNull(event.time),
      value: event.value?.value ?? null,
      quantityBefore: event.quantityBefore?.value ?? null,
      quantity: event.quantity?.value ?? null,
      cash: event.cash?.value ?? null,
    })),
    recordHash: run.recordHash === undefined ? null : hex(run.recordHash.sha256),
  };
}

function benchmarkDocument(benchmark: Benchmark | undefined) {
  return benchmark === undefined ? null : { name: benchmark.name, metrics: metricsDocument(benchmark.metrics) };
}

function metricsDocument(metrics: Metrics | undefined) {
  return {
    totalReturn: metrics?.totalReturn ?? null,
    cagr: metrics?.cagr ?? null,
    annualVolatility: metrics?.annualVolatility ?? null,
    sharpe: metrics?.sharpe ?? null,
    sortino: metrics?.sortino ?? null,
    calmar: metrics?.calmar ?? null,
    maxDrawdown: metrics?.maxDrawdown ?? null,
    maxDrawdownFrom: isoTimeOrNull(metrics?.maxDrawdownFrom),
    maxDrawdownTo: isoTimeOrNull(metrics?.maxDrawdownTo),
    winRate: metrics?.winRate ?? null,
    profitFactor: metrics?.profitFactor ?? null,
    trades: metrics?.trades ?? 0,
    omega: metrics?.omega ?? null,
    tailRatio: metrics?.tailRatio ?? null,
    valueAtRisk: metrics?.valueAtRisk ?? null,
    conditionalValueAtRisk: metrics?.conditionalValueAtRisk ?? null,
    alpha: metrics?.alpha ?? null,
    beta: metrics?.beta ?? null,
    informationRatio: metrics?.informationRatio ?? null,
    trackingError: metrics?.trackingError ?? null,
    expectancy: metrics?.expectancy ?? null,
    payoffRatio: metrics?.payoffRatio ?? null,
    turnover: metrics?.turnover ?? null,
    exposure: metrics?.exposure ?? null,
    probabilisticSharpe: metrics?.probabilisticSharpe ?? null,
    stability: metrics?.stability ?? null,
  };
}
