import { Component, input } from '@angular/core';
import type { Claim } from '@cream/proto/decision';
import { stanceLabel } from '../format/label.js';
import { percent } from '../format/statistic.js';
import { stanceTone } from '../shared/tone.js';
import { FactChip } from './fact-chip.js';

/** Claims, each with its stance, its weight and the facts it rests on. */
@Component({
  selector: 'cream-claims',
  imports: [FactChip],
  template: `
    <ul class="plain">
      @for (claim of claims(); track $index) {
        <li>
          <p>
            <span class="badge" [class]="tone(claim.stance)">{{ stance(claim.stance) }}</span>
            {{ claim.text }} <span class="muted small nowrap">weight {{ percent(claim.weight, 0) }}</span>
          </p>
          <p class="row facts"><span class="visually-hidden">Rests on:</span>
            @for (id of claim.factIds; track id) { <cream-fact-chip [factId]="id" /> }
          </p>
        </li>
      }
    </ul>
  `,
  styles:
    'li { padding: 8px 0; } li + li { border-top: 1px solid var(--border); } .facts { gap: 4px; margin-top: 4px; }',
})
export class Claims {
  readonly claims = input.required<readonly Claim[]>();
  protected readonly stance = stanceLabel;
  protected readonly tone = stanceTone;
  protected readonly percent = percent;
}
