import { Component, computed, input } from '@angular/core';
import type { Decision } from '@cream/proto/decision';
import { EntryType } from '@cream/proto/decision';
import { decimal, usd } from '../format/decimal.js';
import { instrumentLabel, symbolOf } from '../format/instrument.js';
import { actionLabel, directionLabel, sizeUnitLabel, strategyLabel, timeInForceLabel } from '../format/label.js';
import { percent, signedRatio } from '../format/statistic.js';
import { actionTone } from '../shared/tone.js';
import { Claims } from './claims.js';

/** One decision of a plan, with its levels, its reason and its claims. */
@Component({
  selector: 'cream-decision-card',
  imports: [Claims],
  template: `
    @let each = decision();
    <article>
      <h4 class="row">
        {{ name() }} <span class="badge" [class]="tone()">{{ action() }}</span>
        <span class="muted small">then {{ direction() }}</span>
      </h4>
      <dl class="row small">
        @for (row of rows(); track row[0]) { <div><dt>{{ row[0] }}</dt><dd>{{ row[1] }}</dd></div> }
      </dl>
      <p>{{ each.rationale }}</p>
      @if (each.claims.length) { <cream-claims [claims]="each.claims" [about]="symbol()" /> }
    </article>
  `,
  styles: `
    article { padding: 10px 0; border-top: 1px solid var(--border); }
    dl { gap: 4px 20px; margin: 6px 0; } dt { color: var(--muted); } dd { font-weight: 600; }
  `,
})
export class DecisionCard {
  readonly decision = input.required<Decision>();
  protected readonly name = computed(() => instrumentLabel(this.decision().instrument));
  protected readonly symbol = computed(() => symbolOf(this.decision().decisionId));
  protected readonly action = computed(() => actionLabel(this.decision().action));
  protected readonly direction = computed(() => directionLabel(this.decision().direction));
  protected readonly tone = computed(() => actionTone(this.decision().action));
  protected readonly rows = computed(() => {
    const { size, entry, riskLevels, confidence, convictionDelta, strategyFamily, horizon } = this.decision();
    const rows: [string, string][] = [];
    if (size) rows.push(['Size', `${decimal(size.value?.value)} ${sizeUnitLabel(size.unit)}`]);
    if (entry) {
      const how = entry.type === EntryType.LIMIT ? `limit ${usd(entry.limit?.value)}` : 'market';
      rows.push(['Entry', `${how}, ${timeInForceLabel(entry.tif)}`], ['Reference', usd(entry.reference?.value)]);
    }
    if (riskLevels) rows.push(['Stop', usd(riskLevels.stop?.value)], ['Target', usd(riskLevels.target?.value)]);
    rows.push(['Confidence', percent(confidence, 0)], ['Bull − bear', signedRatio(convictionDelta)]);
    if (strategyFamily) rows.push(['Strategy', strategyLabel(strategyFamily)]);
    if (horizon) rows.push(['Horizon', horizon]);
    return rows;
  });
}
