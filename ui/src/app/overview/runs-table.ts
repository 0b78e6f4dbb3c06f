import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BacktestRun } from '@cream/proto/cycle';
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
            <th scope="col">Run</th><th scope="col">Status</th><th scope="col">Strategy</th><th scope="col">Symbols</th><th scope="col">Period</th>
            <th scope="col" class="num">Cycles</th><th scope="col" class="num">Final equity</th><th scope="col" class="num">Return</th>
            <th scope="col" class="num">Drawdown</th><th scope="col"><span class="visually-hidden">Links</span></th>
          </tr>
        </thead>
        <tbody>
          @for (run of runs(); track run.runId) {
            <tr [class.current]="run.runId === shown()">
              <th scope="row">
                <a routerLink="/" [queryParams]="{ run: run.runId }" [attr.aria-current]="run.runId === shown() ? 'true' : null">{{ run.runId }}</a>
              </th>
              <td><span class="badge" [class]="tone(run.status)" [title]="run.error">{{ status(run.status) }}</span></td>
              <td>{{ run.request ? strategy(run.request.strategy) : '–' }}</td>
              <td>{{ run.request?.symbols?.join(', ') }}</td>
              <td class="nowrap"><cream-time [at]="run.from" [dateOnly]="true" /> – <cream-time [at]="run.to" [dateOnly]="true" /></td>
              <td class="num">{{ count(run.cycles) }}</td>
              <td class="num"><cream-money [value]="run.finalEquity" /></td>
              <td class="num">{{ signedPercent(run.metrics?.totalReturn) }}</td>
              <td class="num">{{ percent(run.metrics?.maxDrawdown) }}</td>
              <td><a routerLink="/cycles" [queryParams]="{ account: run.runId }">Cycles</a></td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: '.current > * { background: var(--accent-soft); }',
})
export class RunsTable {
  readonly runs = input.required<readonly BacktestRun[]>();
  readonly shown = input.required<string>();
  protected readonly tone = runTone;
  protected readonly status = runStatusLabel;
  protected readonly strategy = strategyNameLabel;
  protected readonly count = count;
  protected readonly percent = percent;
  protected readonly signedPercent = signedPercent;
}
