import { Component, computed, input } from '@angular/core';
import type { DecisionSummary } from '@cream/proto/cycle';
import { actionLabel } from '../format/label.js';
import { actionTone } from './tone.js';

/** What a cycle decided, one badge for each symbol; what was sent to the broker carries a tick. */
@Component({
  selector: 'cream-decision-badges',
  template: `
    <span class="row badges">
      @for (badge of badges(); track badge.id) {
        <span class="badge" [class]="badge.tone" [title]="badge.title">{{ badge.text }}</span>
      } @empty {
        <span class="muted">no decision</span>
      }
    </span>
  `,
  styles: '.badges { gap: 4px; }',
})
export class DecisionBadges {
  readonly decisions = input.required<readonly DecisionSummary[]>();
  protected readonly badges = computed(() =>
    this.decisions().map((decision) => ({
      id: decision.decisionId,
      tone: actionTone(decision.action),
      text: `${decision.symbol} ${actionLabel(decision.action)}${decision.executed ? ' ✓' : ''}`,
      title: decision.executed ? `Executed. ${decision.rationale}` : decision.rationale,
    })),
  );
}
