import { timestamp } from '@cream/domain';
import { type CallContext, Rpc } from '@cream/grpc';
import {
  ConsoleService,
  type GetChartRequest,
  type GetCycleStoryRequest,
  type GetOverviewRequest,
  type GetSystemRequest,
  type ListCyclesRequest,
  type ListSeriesRequest,
  type WatchRequest,
} from '@cream/proto/console';
import { loadPublicKeys, type ServiceHost } from '@cream/runtime';
import { Controller, Inject } from '@nestjs/common';
import { chart } from '../app/chart.js';
import { cycleStory } from '../app/cycle-story.js';
import { heldSeries } from '../app/held-series.js';
import { overview } from '../app/overview.js';
import { type Peers, peersOf } from '../app/peers.js';
import { system } from '../app/system.js';
import { from } from '../app/upstream.js';
import { watch } from '../app/watch.js';
import { packageVersion } from '../gateway.config.js';
import { HOST } from '../host.js';

/** `cream.console.v1.ConsoleService`. */
@Controller()
export class ConsoleController {
  readonly #peers: Peers;
  readonly #version = packageVersion();

  constructor(@Inject(HOST) private readonly host: ServiceHost) {
    this.#peers = peersOf(host.clients);
  }

  @Rpc(ConsoleService.method.getOverview)
  getOverview({ runId }: GetOverviewRequest) {
    return overview(this.#peers, runId);
  }

  @Rpc(ConsoleService.method.listCycles)
  async listCycles({ accountId, page, executedOnly }: ListCyclesRequest) {
    const wanted = { accountId, executedOnly, ...(page === undefined ? {} : { page }) };
    const answer = await from('orchestrator', this.#peers.orchestrator.listCycles(wanted));
    return { cycles: answer.cycles, ...(answer.page === undefined ? {} : { page: answer.page }) };
  }

  @Rpc(ConsoleService.method.getCycleStory)
  getCycleStory({ cycleId, accountId }: GetCycleStoryRequest) {
    // Read each time: keys appear when an approver starts, and the files are few and small.
    return cycleStory(this.#peers, () => loadPublicKeys(this.host.keysDir), cycleId, accountId);
  }

  @Rpc(ConsoleService.method.getSystem)
  getSystem(_request: GetSystemRequest, context: CallContext) {
    return system(this.#peers, this.#version, context.signal);
  }

  @Rpc(ConsoleService.method.listSeries)
  listSeries(_request: ListSeriesRequest) {
    return heldSeries(this.#peers);
  }

  @Rpc(ConsoleService.method.getChart)
  getChart(request: GetChartRequest) {
    return chart(this.#peers, request, timestamp(this.host.clock.now()));
  }

  @Rpc(ConsoleService.method.watch)
  watch({ topics }: WatchRequest, context: CallContext) {
    return watch(this.#peers, this.#version, this.host.clock, topics, context.signal);
  }
}
