import { Component, input } from '@angular/core';
import type { Report } from '@cream/proto/decision';
import { quantityWithUnit } from '../format/decimal.js';
import { roleLabel, setupLabel, stanceLabel } from '../format/label.js';
import { percent } from '../format/statistic.js';
import { Claims } from './claims.js';

/** What each analyst says about each symbol; an analyst without evidence abstains and says why. */
@Component({
  selector: 'cream-reports-section',
  imports: [Claims],
  template: `
    @for (report of reports(); track $index) {
      <article class="card">
        <div class="stack">
          <h3>{{ role(report.role) }} <span class="muted">{{ report.symbol }}</span></h3>
          @if (report.abstained; as abstained) {
            <p><span class="badge warn">ABSTAINED</span> {{ abstained.reason }}</p>
          }
          @if (report.summary) { <p>{{ report.summary }}</p> }
          @for (line of details(report); track line.name) {
            <p class="small"><span class="muted">{{ line.name }}:</span> {{ line.text }}</p>
          }
        </div>
        @if (report.claims.length) { <cream-claims [claims]="report.claims" [about]="report.symbol" /> }
      </article>
    } @empty {
      <p class="notice">No analyst has reported.</p>
    }
  `,
  styles: `
    :host { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    article { display: grid; gap: 8px 28px; }
    .stack { gap: 6px; align-content: start; }
    .stack:only-child { grid-column: 1 / -1; }
    @media (min-width: 1080px) { article { grid-template-columns: minmax(0, 2fr) minmax(0, 5fr); } }
  `,
})
export class ReportsSection {
  readonly reports = input.required<readonly Report[]>();
  protected readonly role = roleLabel;

  protected details({ detail }: Report): readonly { readonly name: string; readonly text: string }[] {
    switch (detail.case) {
      case 'technical': {
        const { setup, support, resistance, trend, momentum, volatility, invalidation } = detail.value;
        return written([
          ['Setup', setupLabel(setup)],
          ['Trend', trend],
          ['Momentum', momentum],
          ['Volatility', volatility],
          ['Support', support.map(dollars).join(', ')],
          ['Resistance', resistance.map(dollars).join(', ')],
          ['Invalid when', invalidation.join('; ')],
        ]);
      }
      case 'news':
        return written([
          ['Sentiment', `${stanceLabel(detail.value.sentiment)}, strength ${percent(detail.value.strength, 0)}`],
        ]);
      case 'fundamentals': {
        const { drivers, headwinds, macro } = detail.value;
        return written([
          ['Drivers', drivers.join('; ')],
          ['Headwinds', headwinds.join('; ')],
          ['Macro', macro],
        ]);
      }
      default:
        return [];
    }
  }
}

function written(
  lines: readonly (readonly [string, string])[],
): readonly { readonly name: string; readonly text: string }[] {
  return lines.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }));
}

const dollars = ({ value }: { readonly value: string }): string => quantityWithUnit(value, 'USD');
