import { Component, input } from '@angular/core';
import type { ConsensusRound } from '@cream/proto/console';
import { roleLabel, sentence } from '../format/label.js';
import { ChecksTable } from './checks-table.js';
import { DecisionCard } from './decision-card.js';
import { signedByBoth } from './signed-by-both.js';
import { VerdictCard } from './verdict-card.js';

/** The rounds of the consensus gate: the plan, its limits, both verdicts. */
@Component({
  selector: 'cream-rounds-section',
  imports: [ChecksTable, DecisionCard, VerdictCard],
  template: `
    @for (round of rounds(); track round.iteration) {
      <section class="card stack" [attr.aria-label]="'Round ' + round.iteration">
        <h3 class="row">
          Round {{ round.iteration }}
          <span class="badge" [class]="signed(round) ? 'good' : 'bad'">{{ signed(round) ? 'SIGNED BY BOTH' : 'NOT SIGNED' }}</span>
        </h3>
        @if (round.plan; as plan) {
          <div>
            @if (plan.notes) { <p class="muted">{{ plan.notes }}</p> }
            @for (decision of plan.decisions; track decision.decisionId) { <cream-decision-card [decision]="decision" /> }
            @empty { <p class="muted">The plan has no decision.</p> }
          </div>
        } @else {
          <p class="muted">No plan was proposed.</p>
        }
        <div class="verdicts">
          @for (reviewed of round.verdicts; track $index) { <cream-verdict-card [reviewed]="reviewed" /> }
          @for (failure of round.failures; track $index) {
            <p class="notice bad">
              {{ role(failure.role) }} did not answer ({{ words(failure.kind).toLowerCase() }}), which counts as a rejection. {{ failure.text }}
            </p>
          }
        </div>
        @if (round.report; as report) { <cream-checks-table [report]="report" /> }
        @else { <p class="muted">The limits were not checked in this round.</p> }
      </section>
    } @empty {
      <p class="notice">No plan was proposed.</p>
    }
  `,
  styles: `
    :host { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    .verdicts { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); align-items: start; }
  `,
})
export class RoundsSection {
  readonly rounds = input.required<readonly ConsensusRound[]>();
  protected readonly role = roleLabel;
  protected readonly words = sentence;
  protected readonly signed = signedByBoth;
}
