import { Component, computed, input } from '@angular/core';
import type { CycleSummary } from '@cream/proto/cycle';
import { actionLabel } from '../format/label.js';
import { percent, signedRatio } from '../format/statistic.js';
import { CycleLink } from '../shared/cycle-link.js';
import { Time } from '../shared/time.js';
import { actionTone } from '../shared/tone.js';

/** The newest decisions that became orders, each with its reason and the way to its story. */
@Component({
  selector: 'cream-recent-decisions',
  imports: [CycleLink, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Recent decisions">
      <table>
        <thead>
          <tr>
            <th scope="col">Cycle</th><th scope="col">Decision and reason</th>
            <th scope="col" class="num">Bull − bear</th><th scope="col" class="num">Confidence</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.decision.decisionId) {
            <tr>
              <th scope="row"><cream-cycle-link [cycleId]="row.cycle.cycleId" [account]="row.cycle.accountId"><cream-time [at]="row.cycle.slot" /></cream-cycle-link></th>
              <td>
                <span class="nowrap"><strong>{{ row.decision.symbol }}</strong>&ngsp;<span class="badge" [class]="tone(row.decision.action)">{{ action(row.decision.action) }}</span></span>
                <div class="small">{{ row.decision.rationale }}</div>
              </td>
              <td class="num">{{ signedRatio(row.decision.convictionDelta) }}</td>
              <td class="num">{{ percent(row.decision.confidence, 0) }}</td>
            </tr>
          } @empty {
            <tr><td colspan="4" class="muted">No cycle of this run has sent an order.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class RecentDecisions {
  readonly cycles = input.required<readonly CycleSummary[]>();
  protected readonly rows = computed(() =>
    this.cycles().flatMap((cycle) =>
      cycle.decisions.filter(({ executed }) => executed).map((decision) => ({ cycle, decision })),
    ),
  );
  protected readonly action = actionLabel;
  protected readonly tone = actionTone;
  protected readonly percent = percent;
  protected readonly signedRatio = signedRatio;
}
