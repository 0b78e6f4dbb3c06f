import { Component, input } from '@angular/core';
import type { ConstraintCheck, ConstraintReport } from '@cream/proto/decision';
import { quantityWithUnit } from '../format/decimal.js';
import { symbolOf } from '../format/instrument.js';
import { checkLabel } from '../format/label.js';
import { checkTone } from '../shared/tone.js';
import { LimitBar } from './limit-bar.js';

/** Limits that the observed value must reach; it must stay within all others. */
const MINIMA = new Set(['REWARD_RISK']);

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
            <th scope="col">Check</th><th scope="col">For</th><th scope="col">Verdict</th>
            <th scope="col" class="num">Observed</th><th scope="col" class="num">Limit</th>
            <th scope="col" class="bar"><span class="visually-hidden">Observed against limit</span></th>
          </tr>
        </thead>
        <tbody>
          @for (check of report().checks; track $index) {
            <tr>
              <th scope="row"><div class="check"><code>{{ check.code }}</code> <span class="small muted">{{ check.text }}</span></div></th>
              <td>{{ check.decisionId ? symbol(check.decisionId) : 'Portfolio' }}</td>
              <td><span class="badge" [class]="tone(check.verdict)">{{ label(check.verdict) }}</span></td>
              <td class="num">{{ observed(check) }}</td>
              <td class="num">{{ limit(check) }}</td>
              <td class="bar"><cream-limit-bar [check]="check" /></td>
            </tr>
          } @empty {
            <tr><td colspan="6" class="muted">Nothing in this plan is subject to a limit.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host { display: block; container-type: inline-size; }
    .check { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: baseline; white-space: normal; }
    code { min-width: 172px; } .small { flex: 1 1 220px; font-weight: 400; }
    @container (max-width: 900px) { .bar { display: none; } }
  `,
})
export class ChecksTable {
  readonly report = input.required<ConstraintReport>();
  protected readonly symbol = symbolOf;
  protected readonly label = checkLabel;
  protected readonly tone = checkTone;
  protected readonly observed = ({ observed, unit }: ConstraintCheck): string =>
    observed ? limitQuantity(observed.value, unit) : 'not observed';
  protected readonly limit = ({ code, limit, unit }: ConstraintCheck): string =>
    limit ? `${MINIMA.has(code) ? '≥' : '≤'} ${limitQuantity(limit.value, unit)}` : '–';
}

/** A ratio as a multiple: leverage `2 ×`, reward to risk `1.5 ×`. */
function limitQuantity(text: string, unit: string): string {
  return unit === 'ratio' ? `${quantityWithUnit(text, unit)} ×` : quantityWithUnit(text, unit);
}
