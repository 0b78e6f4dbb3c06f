import { Code, ConnectError } from '@cream/grpc';
import { type BacktestRun, RunStatus, Strategy } from '@cream/proto/cycle';
import type { Portfolio } from '@cream/proto/portfolio';
import type { Peers } from './peers.js';
import { from } from './upstream.js';

const RECENT_CYCLES = 10;

/**
 * The page of one run. An empty id means the newest completed run; without one there is only the list.
 *
 * @throws ConnectError NOT_FOUND for an unknown run, or whatever a service answered
 */
export async function overview(peers: Peers, runId: string) {
  const { runs } = await from('backtest', peers.backtest.list({}));
  const wanted = runId || runs.find(({ status }) => status === RunStatus.COMPLETED)?.runId;
  if (wanted === undefined) return { runs };
  const { run } = await from('backtest', peers.backtest.get({ runId: wanted }));
  // Only the agents trade through execution and leave cycles.
  if (run?.request?.strategy !== Strategy.AGENTS) return withoutAbsent({ run, runs });
  const [portfolio, recent] = await Promise.all([
    portfolioOf(peers, wanted),
    from(
      'orchestrator',
      peers.orchestrator.listCycles({ accountId: wanted, executedOnly: true, page: { size: RECENT_CYCLES } }),
    ),
  ]);
  return withoutAbsent({ run, runs, portfolio, recent: recent.cycles });
}

/** A run that failed early never opened its account. */
async function portfolioOf(peers: Peers, accountId: string): Promise<Portfolio | undefined> {
  try {
    return (await from('execution', peers.execution.getPortfolio({ accountId }))).portfolio;
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
}

function withoutAbsent<T extends { run: BacktestRun | undefined; portfolio?: Portfolio | undefined }>({
  run,
  portfolio,
  ...rest
}: T) {
  return { ...rest, ...(run === undefined ? {} : { run }), ...(portfolio === undefined ? {} : { portfolio }) };
}
