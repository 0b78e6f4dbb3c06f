import { dec, millis } from '@cream/domain';
import { type BacktestRun, RunStatus } from '@cream/proto/cycle';
import { BarInterval } from '@cream/proto/market';
import type { IntervalName } from '@cream/quant';
import { type ComparedRun, type Comparison, compareRuns } from '../compare/compare-runs.js';
import { openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
import { knownRun } from '../known-run.js';
import type { Output } from '../output.js';
import { comparisonLines } from '../print/comparison.js';
import { strategyName } from '../run-backtest.js';

/** `cream compare`: what runs are evidence of, one by one and as trials of one search. */
export async function compare(
  ids: readonly string[],
  flags: { readonly dataDir: string },
  out: Output,
): Promise<number> {
  const wanted = [...new Set(ids)];
  const system = await openSystem({ dataDir: flags.dataDir, readOnly: true });
  try {
    const runs: ComparedRun[] = [];
    for (const id of wanted) runs.push(comparedRun(await knownRun(system.clients, id)));
    const comparison = compareRuns(runs);
    out.document(documentOf(comparison));
    for (const line of comparisonLines(comparison)) out.line(line);
    return 0;
  } finally {
    await system.close();
  }
}

/** @throws UsageError for a run that has not finished, or that lost everything */
function comparedRun(run: BacktestRun): ComparedRun {
  const { runId, status, interval, equity } = run;
  if (status !== RunStatus.COMPLETED)
    throw new UsageError(`${runId} has not finished: cream backtest --resume ${runId}`);
  const values = equity.map((point) => dec(point.equity).toNumber());
  if (values.some((value) => value <= 0))
    throw new UsageError(`${runId} lost everything: its returns cannot be compared`);
  return {
    id: runId,
    name: nameOf(run),
    interval: BarInterval[interval] as IntervalName,
    timesMs: equity.map(({ time }) => millis(time)),
    equity: values,
  };
}

function nameOf({ request }: BacktestRun): string {
  if (request === undefined) return '';
  const parameters = request.parameters.map(({ name, value }) => `${name}=${value}`);
  return [strategyName(request.strategy), ...parameters].join(' ');
}

function documentOf({ runs, overfitting, noOverfitting }: Comparison) {
  return {
    runs: runs.map(({ drawdowns, ...one }) => ({
      id: one.id,
      name: one.name,
      periods: one.periods,
      sharpe: one.sharpe ?? null,
      sharpeInterval: one.interval ?? null,
      probabilisticSharpe: one.probabilistic ?? null,
      deflatedSharpe: one.deflated ?? null,
      periodsNeeded: one.periodsNeeded ?? null,
      ulcerIndex: one.ulcerIndex ?? null,
      drawdowns: drawdowns.map(({ depth, peakMs, troughMs, recoveredMs, periods }) => ({
        depth,
        peak: new Date(peakMs).toISOString(),
        trough: new Date(troughMs).toISOString(),
        recovered: recoveredMs === undefined ? null : new Date(recoveredMs).toISOString(),
        periods: periods ?? null,
      })),
    })),
    overfitting: overfitting ?? null,
    noOverfitting: noOverfitting ?? null,
  };
}
