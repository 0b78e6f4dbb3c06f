import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type BacktestRun, Strategy } from '@cream/proto/cycle';
import { runStatusLabel, strategyNameLabel } from '../format/label.js';
import { count, percent, signedPercent } from '../format/statistic.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { runTone } from '../shared/tone.js';

/** Every run, newest first; the one on show is marked. */
@Component({
  selector: 'cream-runs-table',
  imports: [Money, RouterLink, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Runs">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th><th scope="col">Status</th><th scope="col" class="num">Cycles</th>
            <th scope="col" class="num">Final equity</th><th scope="col" class="num">Return</th><th scope="col" class="num">Deepest drawdown</th>
          </tr>
        </thead>
        <tbody>
          @for (run of runs(); track run.runId) {
            <tr [class.current]="run.runId === shown()">
              <th scope="row">
                <a class="nowrap" routerLink="/" [queryParams]="{ run: run.runId }" [attr.aria-current]="run.runId === shown() ? 'true' : null">{{ run.runId }}</a>
                <div class="small muted what">
                  {{ run.request ? strategy(run.request.strategy) : '–' }}, {{ run.request?.symbols?.join(', ') }},
                  <cream-time [at]="run.from" [dateOnly]="true" /> to <cream-time [at]="run.to" [dateOnly]="true" />
                </div>
              </th>
              <td>
                <span class="badge" [class]="tone(run.status)">{{ status(run.status) }}</span>
                @if (run.error) { <div class="small">{{ run.error }}</div> }
              </td>
              <td class="num">
                @if (run.request?.strategy === agents) {
                  <a routerLink="/cycles" [queryParams]="{ account: run.runId }">{{ count(run.cycles) }}</a>
                } @else { {{ count(run.cycles) }} }
              </td>
              <td class="num"><cream-money [value]="run.finalEquity" /></td>
              <td class="num">{{ signedPercent(run.metrics?.totalReturn) }}</td>
              <td class="num">{{ percent(run.metrics?.maxDrawdown) }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: '.current > * { background: var(--accent-soft); } .what { white-space: normal; }',
})
export class RunsTable {
  readonly runs = input.required<readonly BacktestRun[]>();
  readonly shown = input.required<string>();
  /** Only the agents leave cycles. */
  protected readonly agents = Strategy.AGENTS;
  protected readonly tone = runTone;
  protected readonly status = runStatusLabel;
  protected readonly strategy = strategyNameLabel;
  protected readonly count = count;
  protected readonly percent = percent;
  protected readonly signedPercent = signedPercent;
}
