import { BacktestService } from '@cream/proto/cycle';
import { defineService } from '@cream/runtime';
import { BacktestModule } from './backtest.module.js';

/** Runs, stores and judges backtests. */
export const backtestService = defineService({
  name: 'backtest',
  implements: [BacktestService],
  calls: ['orchestrator', 'market-data', 'execution', 'config'],
  module: (host) => BacktestModule.forHost(host),
});
