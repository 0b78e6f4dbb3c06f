import { Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Strategy } from '@cream/proto/cycle';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { reloadOn } from '../core/follow.js';
import { Live } from '../core/live.js';
import { runStatusLabel, strategyNameLabel } from '../format/label.js';
import { count, percent, ratio, signedPercent } from '../format/statistic.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { HashText } from '../shared/hash.js';
import { Loading } from '../shared/loading.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { runTone } from '../shared/tone.js';
import { MetricsTable } from './metrics-table.js';
import { PositionsTable } from './positions-table.js';
import { RecentDecisions } from './recent-decisions.js';
import { RunCharts } from './run-charts.js';
import { RunsTable } from './runs-table.js';

/** One run at a glance: how it did against the market, what it holds, what it decided last. */
@Component({
  imports: [
    FailureNotice,
    HashText,
    Loading,
    MetricsTable,
    Money,
    PositionsTable,
    RecentDecisions,
    RouterLink,
    RunCharts,
    RunsTable,
    Time,
  ],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.css',
})
export class OverviewPage {
  /** `?run=`; absent means the newest. */
  readonly run = input<string>();

  readonly #client = inject(CONSOLE_CLIENT);
  protected readonly answer = resource({
    params: () => ({ runId: this.run() ?? '' }),
    loader: ({ params, abortSignal }) => this.#client.getOverview(params, { signal: abortSignal }),
  });
  /** Only the agents decide, trade through execution and leave cycles. */
  protected readonly ofAgents = computed(
    () => this.answer.hasValue() && this.answer.value().run?.request?.strategy === Strategy.AGENTS,
  );
  protected readonly decided = computed(() => {
    const counts = this.answer.hasValue() ? this.answer.value().run?.decisions : undefined;
    if (!counts) return [];
    const { buy, sell, increase, reduce, close, hold, noTrade } = counts;
    return Object.entries({
      BUY: buy,
      SELL: sell,
      INCREASE: increase,
      REDUCE: reduce,
      CLOSE: close,
      HOLD: hold,
      NO_TRADE: noTrade,
    });
  });
  protected readonly statusLabel = runStatusLabel;
  protected readonly strategy = strategyNameLabel;
  protected readonly statusTone = runTone;
  protected readonly count = count;
  protected readonly percent = percent;
  protected readonly ratio = ratio;
  protected readonly signedPercent = signedPercent;

  constructor() {
    reloadOn(inject(Live).run, this.answer);
  }
}
