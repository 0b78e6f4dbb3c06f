import { Component, computed, inject, input, signal } from '@angular/core';
import type { Fact } from '@cream/proto/knowledge';
import { trustLabel } from '../format/label.js';
import { CycleLink } from '../shared/cycle-link.js';
import { Time } from '../shared/time.js';
import { FactIndex } from './fact-index.js';
import { factName, factUnit, factValue } from './fact-value.js';

/** `<cycle id>/<symbol>`: what memory gives as the source of a remembered trade. */
const DECISION_ID = /^(\d{8}T\d{6}Z-[0-9a-f]{8})\/\S+$/;

/** Everything the cycle knew, by subject. Each fact has an anchor that claims point at. */
@Component({
  selector: 'cream-facts-section',
  imports: [CycleLink, Time],
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
                    <th scope="row" [title]="fact.id">{{ name(fact.kind) }}<div class="muted kind"><code>{{ fact.kind }}</code></div></th>
                    <td class="value" [class.nowrap]="fact.value.case === 'decimal'"><strong>{{ value(fact) }}</strong>&ngsp;<span class="muted small">{{ unit(fact) }}</span></td>
                    <td><cream-time [at]="fact.asOf" /></td>
                    <td class="small">
                      {{ fact.source?.service }} <span class="muted">({{ trust(fact.trust).toLowerCase() }})</span>
                      @if (fact.source?.ref; as ref) {
                        <div class="muted ref">
                          @if (cycleOf(ref); as cycle) { decision <cream-cycle-link [cycleId]="cycle" [account]="account()">{{ ref }}</cream-cycle-link> }
                          @else { {{ ref }} }
                        </div>
                      }
                    </td>
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
    tbody th { white-space: normal; min-width: 150px; } .value { text-align: right; overflow-wrap: anywhere; }
    .kind { font-weight: 400; } .kind, .ref { overflow-wrap: anywhere; white-space: normal; }
    tr.shown > * { background: var(--highlight); }
  `,
})
export class FactsSection {
  /** The account of the cycle, which the cycles that a fact remembers share. */
  readonly account = input.required<string>();
  /** The symbols that the cycle traded; their facts come first. */
  readonly symbols = input.required<readonly string[]>();
  protected readonly index = inject(FactIndex);
  protected readonly allOpen = signal(false);
  protected readonly groups = computed(() => {
    const bySubject = new Map<string, Fact[]>();
    for (const fact of this.index.facts()) {
      const group = bySubject.get(fact.subject);
      if (group) group.push(fact);
      else bySubject.set(fact.subject, [fact]);
    }
    const traded = this.symbols().filter((symbol) => bySubject.has(symbol));
    const subjects = new Set([...traded, ...bySubject.keys()]);
    return [...subjects].map((subject) => ({ subject, facts: bySubject.get(subject) ?? [] }));
  });
  protected readonly anchor = FactIndex.anchor;
  protected readonly name = factName;
  protected readonly value = factValue;
  protected readonly trust = trustLabel;
  protected readonly unit = factUnit;
  protected readonly cycleOf = (ref: string): string | undefined => DECISION_ID.exec(ref)?.[1];
}
