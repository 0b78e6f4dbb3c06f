import { Component, computed, input } from '@angular/core';
import type { ReviewedVerdict } from '@cream/proto/console';
import { Answer } from '@cream/proto/decision';
import { symbolOf } from '../format/instrument.js';
import { answerLabel, roleLabel, signatureLabel } from '../format/label.js';
import { HashText } from '../shared/hash.js';
import { Time } from '../shared/time.js';
import { answerTone, signatureTone } from '../shared/tone.js';
import { Objections } from './objections.js';

/** An approver's answer to a plan, its objections, and whether its signature holds. */
@Component({
  selector: 'cream-verdict-card',
  imports: [HashText, Objections, Time],
  template: `
    @if (reviewed().verdict; as verdict) {
      <article>
        <h4 class="row">
          {{ role(verdict.role) }}
          <span class="badge" [class]="approves() ? 'good' : 'bad'">{{ approves() ? 'APPROVES' : 'REJECTS' }}</span>
          <span class="badge" [class]="signatureTone(reviewed().signature)">signature {{ signature(reviewed().signature) }}</span>
        </h4>
        @if (verdict.summary) { <p>{{ verdict.summary }}</p> }
        <ul class="plain">
          @for (answer of verdict.answers; track answer.decisionId) {
            <li>
              <strong>{{ symbol(answer.decisionId) }}</strong>&ngsp;<span class="badge" [class]="tone(answer.answer)">{{ label(answer.answer) }}</span>
              @if (answer.objections.length) { <cream-objections [objections]="answer.objections" /> }
            </li>
          }
        </ul>
        <p class="small muted">
          Key <code>{{ verdict.keyId }}</code>, plan <cream-hash [of]="verdict.planHash?.sha256" />, briefing <cream-hash [of]="verdict.briefingHash?.sha256" />,
          issued <cream-time [at]="verdict.issuedAt" />, expires <cream-time [at]="verdict.expiresAt" />
        </p>
      </article>
    }
  `,
  styles:
    'article { display: grid; gap: 6px; padding: 10px 12px; border: 1px solid var(--border); border-radius: 8px; }',
})
export class VerdictCard {
  readonly reviewed = input.required<ReviewedVerdict>();
  protected readonly approves = computed(() => {
    const answers = this.reviewed().verdict?.answers ?? [];
    return answers.every((answer) => answer.answer === Answer.APPROVE);
  });
  protected readonly role = roleLabel;
  protected readonly label = answerLabel;
  protected readonly tone = answerTone;
  protected readonly signature = signatureLabel;
  protected readonly signatureTone = signatureTone;
  protected readonly symbol = symbolOf;
}
