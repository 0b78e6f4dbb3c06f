import { clone } from '@bufbuild/protobuf';
import { type CallContext, notFound, Rpc } from '@cream/grpc';
import { BacktestRunSchema, BacktestService, type GetRequest, type RunRequest } from '@cream/proto/cycle';
import { Controller, Inject } from '@nestjs/common';
import { Backtester } from '../app/backtester.js';
import { RUN_STORE, type RunStore } from '../app/run-store.js';

/** `cream.cycle.v1.BacktestService`. */
@Controller()
export class BacktestController {
  constructor(
    @Inject(Backtester) private readonly backtester: Backtester,
    @Inject(RUN_STORE) private readonly store: RunStore,
  ) {}

  @Rpc(BacktestService.method.run)
  run(request: RunRequest, context: CallContext) {
    return this.backtester.run(request, context.signal);
  }

  @Rpc(BacktestService.method.get)
  async get({ runId }: GetRequest) {
    const run = await this.store.find(runId);
    if (run === undefined) throw notFound(`no run ${runId}`);
    return { run };
  }

  @Rpc(BacktestService.method.list)
  async list() {
    const runs = await this.store.list();
    return {
      runs: runs.map((run) => {
        const short = clone(BacktestRunSchema, run);
        short.trades = [];
        short.equity = [];
        if (short.benchmark) short.benchmark.equity = [];
        if (short.buyAndHold) short.buyAndHold.equity = [];
        return short;
      }),
    };
  }
}
