import { Component, input } from '@angular/core';
import type { Aftermath } from '@cream/proto/console';
import type { DecisionSummary } from '@cream/proto/cycle';
import { actionLabel } from '../format/label.js';
import { percent, signedRatio } from '../format/statistic.js';
import { Money } from '../shared/money.js';
import { actionTone } from '../shared/tone.js';

/** A decision in short: what, how sure, why, and what it has led to. */
@Component({
  selector: 'cream-decision-line',
  imports: [Money],
  template: `
    @let each = decision();
    <p class="row">
      <strong>{{ each.symbol }}</strong>
      <span class="badge" [class]="tone(each.action)">{{ action(each.action) }}</span>
      <span>confidence <strong>{{ percent(each.confidence, 0) }}</strong></span>
      <span>bull − bear <strong>{{ signedRatio(each.convictionDelta) }}</strong></span>
      @if (aftermath(); as after) {
        <span class="badge" [class]="after.open ? 'info' : ''">{{ after.open ? 'OPEN' : 'CLOSED' }}</span>
        @if (after.realized) { <span>realised <cream-money [value]="after.realized" [gain]="true" /></span> }
      } @else if (each.executed) {
        <span class="badge">NOT FILLED</span>
      }
    </p>
    <p>{{ each.rationale }}</p>
  `,
  styles: ':host { display: grid; gap: 4px; }',
})
export class DecisionLine {
  readonly decision = input.required<DecisionSummary>();
  /** What came of it in the market; absent while nothing was filled. */
  readonly aftermath = input<Aftermath>();
  protected readonly action = actionLabel;
  protected readonly tone = actionTone;
  protected readonly percent = percent;
  protected readonly signedRatio = signedRatio;
}
