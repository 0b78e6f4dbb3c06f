import { Component, computed, input } from '@angular/core';
import { Role, type Thesis } from '@cream/proto/decision';
import { roleLabel } from '../format/label.js';
import { percent, signedRatio } from '../format/statistic.js';
import { Claims } from './claims.js';
import { convictionDelta } from './conviction-delta.js';

/** Bull against bear, side by side for each symbol, each with its conviction. */
@Component({
  selector: 'cream-debate-section',
  imports: [Claims],
  template: `
    @for (debate of debates(); track debate.symbol) {
      <h3 class="row">
        {{ debate.symbol }}
        @if (debate.delta !== undefined) {
          <span class="badge" [class]="tone(debate.delta)">bull − bear {{ signedRatio(debate.delta) }}</span>
        }
      </h3>
      <div class="sides">
        @for (thesis of debate.theses; track thesis.role) {
          <article class="card stack">
            <h4>{{ role(thesis.role) }}</h4>
            <p class="row" [class.bear]="thesis.role === bear">
              <meter min="0" max="1" [value]="thesis.conviction" [attr.aria-label]="'Conviction of the ' + role(thesis.role).toLowerCase()"></meter>
              <span class="nowrap">conviction <strong>{{ percent(thesis.conviction, 0) }}</strong></span>
            </p>
            @if (thesis.abstained; as abstained) { <p><span class="badge warn">ABSTAINED</span> {{ abstained.reason }}</p> }
            @if (thesis.claims.length) { <cream-claims [claims]="thesis.claims" [about]="thesis.symbol" /> }
            @if (thesis.strongestCounter) { <p class="small"><span class="muted">Strongest counter:</span> {{ thesis.strongestCounter }}</p> }
            @if (thesis.answerToOtherSide) { <p class="small"><span class="muted">Answer to the other side:</span> {{ thesis.answerToOtherSide }}</p> }
            @if (thesis.target) { <p class="small"><span class="muted">Target:</span> {{ thesis.target }}</p> }
            @if (thesis.invalidation) { <p class="small"><span class="muted">Invalid when:</span> {{ thesis.invalidation }}</p> }
          </article>
        }
      </div>
    } @empty {
      <p class="notice">There was no debate.</p>
    }
  `,
  styles: `
    :host { display: grid; gap: 8px; grid-template-columns: minmax(0, 1fr); }
    .sides { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); align-items: start; }
    article.stack { gap: 8px; } 
    meter { width: 140px; height: 14px; }
    meter::-webkit-meter-bar { border: 0; border-radius: 4px; background: var(--sunken); box-shadow: inset 0 0 0 1px var(--border); }
    meter::-webkit-meter-optimum-value { border-radius: 4px; background: var(--good); }
    meter::-moz-meter-bar { border-radius: 4px; background: var(--good); }
    .bear meter::-webkit-meter-optimum-value { background: var(--bad); }
    .bear meter::-moz-meter-bar { background: var(--bad); }
  `,
})
export class DebateSection {
  readonly theses = input.required<readonly Thesis[]>();
  protected readonly debates = computed(() => {
    const symbols = [...new Set(this.theses().map((thesis) => thesis.symbol))];
    return symbols.map((symbol) => {
      const theses = this.theses().filter((thesis) => thesis.symbol === symbol);
      return { symbol, delta: convictionDelta(theses), theses: theses.sort((a, b) => order(a) - order(b)) };
    });
  });
  protected readonly role = roleLabel;
  protected readonly bear = Role.BEAR;
  protected readonly percent = percent;
  protected readonly signedRatio = signedRatio;
  protected readonly tone = (delta: number): string => (delta > 0 ? 'good' : delta < 0 ? 'bad' : '');
}

const order = (thesis: Thesis): number => (thesis.role === Role.BULL ? 0 : 1);
