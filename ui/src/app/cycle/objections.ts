import { Component, input } from '@angular/core';
import type { Objection } from '@cream/proto/decision';
import { symbolOf } from '../format/instrument.js';

/** Reasons against a plan: what was seen and what would have been accepted. */
@Component({
  selector: 'cream-objections',
  template: `
    <ul class="plain">
      @for (objection of objections(); track $index) {
        <li>
          <code>{{ objection.code }}</code>&ngsp;
          @if (objection.decisionId) { <strong>{{ symbol(objection.decisionId) }}</strong>&ngsp; }
          {{ objection.text }}
          @if (objection.observed || objection.expected) {
            <span class="small muted">
              {{ objection.field }}: observed {{ objection.observed || '–' }}, expected {{ objection.expected || '–' }}
            </span>
          }
        </li>
      }
    </ul>
  `,
  styles: 'li { padding: 4px 0; }',
})
export class Objections {
  readonly objections = input.required<readonly Objection[]>();
  protected readonly symbol = symbolOf;
}
