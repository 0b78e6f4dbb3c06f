import { Component, computed, inject, input } from '@angular/core';
import { CycleFragment } from './cycle-fragment.js';
import { FactIndex } from './fact-index.js';
import { factName, factValue } from './fact-value.js';

/** A cited fact: its name and value, and the way to it. A citation of a fact the briefing lacks says so. */
@Component({
  selector: 'cream-fact-chip',
  template: `
    @if (fact(); as fact) {
      <a class="chip small" [href]="fragment.href(anchor(fact.id))" [title]="fact.subject + ' ' + fact.kind + ', ' + fact.id" (click)="fragment.open($event, anchor(fact.id))">
        @if (fact.subject !== about()) { {{ fact.subject }}&ngsp; }{{ name(fact.kind) }} <strong>{{ value(fact) }}</strong>
      </a>
    } @else {
      <span class="badge bad" [title]="factId()">fact not in the briefing</span>
    }
  `,
  styles: `
    :host { min-width: 0; max-width: 100%; }
    .chip { display: inline-block; max-width: min(100%, 60ch); overflow: hidden; padding: 0 8px; border: 1px solid var(--border); border-radius: 6px;
      background: var(--sunken); color: var(--text); text-decoration: none; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
    .chip:hover { border-color: var(--accent); color: var(--accent); }
  `,
})
export class FactChip {
  readonly factId = input.required<string>();
  /** The symbol that the citing text is about: a fact on another subject names it. */
  readonly about = input.required<string>();
  protected readonly index = inject(FactIndex);
  protected readonly fragment = inject(CycleFragment);
  protected readonly fact = computed(() => this.index.find(this.factId()));
  protected readonly anchor = FactIndex.anchor;
  protected readonly name = factName;
  protected readonly value = factValue;
}
