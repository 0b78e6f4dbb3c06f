import { Component, computed, input } from '@angular/core';
import type { ConstraintCheck } from '@cream/proto/decision';
import { checkTone } from '../shared/tone.js';
import { limitScale } from './limit-scale.js';

/** How far an observed value went towards its limit. The numbers stand beside it, so it is for the eye only. */
@Component({
  selector: 'cream-limit-bar',
  template: `
    @if (scale(); as scale) {
      <span class="bar" aria-hidden="true">
        <span class="fill" [class]="tone()" [style.width.%]="scale.observed * 100"></span>
        <span class="limit" [style.left.%]="scale.limit * 100"></span>
      </span>
    }
  `,
  styles: `
    .bar { position: relative; display: block; width: 120px; height: 8px; margin-top: 7px; border-radius: 4px; background: var(--sunken); box-shadow: inset 0 0 0 1px var(--border); }
    .fill { position: absolute; inset: 0 auto 0 0; min-width: 2px; border-radius: 4px; background: var(--series-3); }
    .fill.good { background: var(--good); } .fill.warn { background: var(--warn); } .fill.bad { background: var(--bad); }
    .limit { position: absolute; top: -3px; bottom: -3px; width: 2px; margin-left: -1px; background: var(--text); }
  `,
})
export class LimitBar {
  readonly check = input.required<ConstraintCheck>();
  protected readonly scale = computed(() => limitScale(this.check()));
  protected readonly tone = computed(() => checkTone(this.check().verdict));
}
