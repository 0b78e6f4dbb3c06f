import { Component, computed, inject, signal } from '@angular/core';
import type { Fact } from '@cream/proto/knowledge';
import { trustLabel } from '../format/label.js';
import { Time } from '../shared/time.js';
import { FactIndex } from './fact-index.js';
import { factName, factValue } from './fact-value.js';

/** Everything the cycle knew, by subject. Each fact has an anchor that claims point at. */
@Component({
  selector: 'cream-facts-section',
  imports: [Time],
  template: `
    <p class="row spread">
      <span class="muted small">{{ index.facts().length }} facts. A claim's facts open here when they are chosen.</span>
      <button type="button" (click)="allOpen.set(!allOpen())">{{ allOpen() ? 'Close all' : 'Open all' }}</button>
    </p>
    <div class="groups">
      @for (group of groups(); track group.subject) {
        <details class="card" [open]="allOpen()">
          <summary><h3>{{ group.subject }}</h3>&ngsp;<span class="muted small">{{ group.facts.length }} facts</span></summary>
          <div class="scroll" tabindex="0" role="group" [attr.aria-label]="'Facts on ' + group.subject">
            <table>
              <thead><tr><th scope="col">Fact</th><th scope="col" class="num">Value</th><th scope="col">Known since</th><th scope="col">Source</th></tr></thead>
              <tbody>
                @for (fact of group.facts; track fact.id) {
                  <tr [id]="anchor(fact.id)" tabindex="-1" [class.shown]="index.shown() === fact.id">
                    <th scope="row" [title]="fact.id">@if (family(fact.kind) !== name(fact.kind)) { <span class="muted">{{ family(fact.kind) }}</span>&ngsp; }{{ name(fact.kind) }}</th>
                    <td class="value" [class.nowrap]="fact.value.case === 'decimal'">{{ value(fact) }}</td>
                    <td><cream-time [at]="fact.asOf" /></td>
                    <td class="small muted nowrap" [title]="fact.source?.ref ?? ''">{{ fact.source?.service }}, {{ trust(fact.trust).toLowerCase() }}</td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
        </details>
      } @empty {
        <p class="notice">The briefing of this cycle holds no fact.</p>
      }
    </div>
  `,
  styles: `
    :host { display: grid; gap: 8px; grid-template-columns: minmax(0, 1fr); }
    .groups { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    summary { cursor: pointer; } summary h3 { display: inline; }
    .value { text-align: right; font-weight: 600; overflow-wrap: anywhere; }
    tr.shown > * { background: var(--highlight); }
  `,
})
export class FactsSection {
  protected readonly index = inject(FactIndex);
  protected readonly allOpen = signal(false);
  protected readonly groups = computed(() => {
    const bySubject = new Map<string, Fact[]>();
    for (const fact of this.index.facts()) {
      const group = bySubject.get(fact.subject);
      if (group) group.push(fact);
      else bySubject.set(fact.subject, [fact]);
    }
    return [...bySubject].map(([subject, facts]) => ({ subject, facts }));
  });
  protected readonly anchor = FactIndex.anchor;
  protected readonly name = factName;
  protected readonly value = factValue;
  protected readonly trust = trustLabel;
  protected readonly family = (kind: string): string => kind.slice(0, Math.max(0, kind.indexOf('.')));
}
