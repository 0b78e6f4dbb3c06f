import { Component, input } from '@angular/core';
import type { ConstraintCheck, ConstraintReport } from '@cream/proto/decision';
import { quantityWithUnit } from '../format/decimal.js';
import { symbolOf } from '../format/instrument.js';
import { checkLabel } from '../format/label.js';
import { checkTone } from '../shared/tone.js';
import { LimitBar } from './limit-bar.js';

/** Every limit with what was observed against it. */
@Component({
  selector: 'cream-checks-table',
  imports: [LimitBar],
  template: `
    <p class="small muted">Limits {{ report().limitsVersion ? 'version ' + report().limitsVersion : 'without version' }}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Limits">
      <table>
        <thead>
          <tr>
            <th scope="col">Limit</th><th scope="col">For</th><th scope="col">Verdict</th>
            <th scope="col" class="num">Observed</th><th scope="col" class="num">Limit</th>
            <th scope="col"><span class="visually-hidden">Observed against limit</span></th><th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          @for (check of report().checks; track $index) {
            <tr>
              <th scope="row"><code>{{ check.code }}</code></th>
              <td>{{ check.decisionId ? symbol(check.decisionId) : 'Portfolio' }}</td>
              <td><span class="badge" [class]="tone(check.verdict)">{{ label(check.verdict) }}</span></td>
              <td class="num">{{ observed(check) }}</td>
              <td class="num">{{ limit(check) }}</td>
              <td><cream-limit-bar [check]="check" /></td>
              <td class="small meaning">{{ check.text }}</td>
            </tr>
          } @empty {
            <tr><td colspan="7" class="muted">Nothing in this plan is subject to a limit.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: '.meaning { min-width: 280px; }',
})
export class ChecksTable {
  readonly report = input.required<ConstraintReport>();
  protected readonly symbol = symbolOf;
  protected readonly label = checkLabel;
  protected readonly tone = checkTone;
  protected readonly observed = ({ observed, unit }: ConstraintCheck): string =>
    observed ? quantityWithUnit(observed.value, unit) : 'not observed';
  protected readonly limit = ({ limit, unit }: ConstraintCheck): string =>
    limit ? quantityWithUnit(limit.value, unit) : '–';
}
