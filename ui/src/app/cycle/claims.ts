import { Component, input } from '@angular/core';
import type { Claim } from '@cream/proto/decision';
import { stanceLabel } from '../format/label.js';
import { percent } from '../format/statistic.js';
import { stanceTone } from '../shared/tone.js';
import { FactChip } from './fact-chip.js';

/** Claims, each with its stance, its weight and the facts it rests on: beside it where there is room, else beneath. */
@Component({
  selector: 'cream-claims',
  imports: [FactChip],
  template: `
    <ul class="plain">
      @for (claim of claims(); track $index) {
        <li>
          <span class="badge" [class]="tone(claim.stance)">{{ stance(claim.stance) }}</span>
          <p class="text">{{ claim.text }}</p>
          <span class="weight muted small nowrap">weight {{ percent(claim.weight, 0) }}</span>
          <p class="row facts"><span class="visually-hidden">Rests on:</span>
            @for (id of claim.factIds; track id) { <cream-fact-chip [factId]="id" [about]="about()" /> }
          </p>
        </li>
      }
    </ul>
  `,
  styles: `
    :host { display: block; container-type: inline-size; }
    li { display: grid; grid-template-columns: 74px minmax(0, 1fr); gap: 4px 8px; align-items: baseline; padding: 7px 0; }
    li + li { border-top: 1px solid var(--border); }
    .badge { justify-self: start; }
    .text, .facts { grid-column: 1 / -1; }
    .text { grid-row: 2; }
    .weight { justify-self: end; }
    .facts { gap: 4px; }
    @container (min-width: 440px) {
      li { grid-template-columns: 74px minmax(0, 1fr) auto; }
      .text { grid-area: 1 / 2; }
      .facts { grid-column: 2 / -1; }
    }
    @container (min-width: 720px) {
      li { grid-template-columns: 74px minmax(0, 1fr) 90px minmax(0, 1fr); }
      .facts { grid-column: 4; }
    }
  `,
})
export class Claims {
  readonly claims = input.required<readonly Claim[]>();
  /** The symbol that all of them are about. */
  readonly about = input.required<string>();
  protected readonly stance = stanceLabel;
  protected readonly tone = stanceTone;
  protected readonly percent = percent;
}
