import { Component, computed, input, output } from '@angular/core';
import type { CandleMark, ChartShape } from '@cream/proto/knowledge';
import { patternDirectionLabel, sentence, shapeStatusLabel } from '../format/label.js';
import { percent, ratio } from '../format/statistic.js';
import { directionTone } from '../shared/tone.js';
import { barName, type ChartDrawing } from './chart-drawing.js';

/** The newest of either kind that are listed; all are on the chart. */
const LISTED = 8;

/** Chart patterns and candlesticks, newest first. Choosing one points the chart at its bar. */
@Component({
  selector: 'cream-pattern-list',
  template: `
    <section class="card" aria-labelledby="shapes-title">
      <h2 id="shapes-title">Chart patterns</h2>
      <ul class="plain">
        @for (shape of shapes(); track $index) {
          <li>
            <button type="button" (click)="chosen.emit(lastBar(shape))">
              <span class="row spread"><strong>{{ name(shape.kind) }}</strong> <span class="badge" [class]="tone(shape.direction)">{{ direction(shape.direction) }}</span></span>
              <span class="small muted">{{ status(shape) }}, confidence {{ percent(shape.confidence, 0) }}</span>
              @if (shape.breakout !== undefined) { <span class="small">breakout {{ ratio(shape.breakout) }}, target {{ ratio(shape.target) }}</span> }
            </button>
          </li>
        } @empty {
          <li class="muted small">None among these bars that held.</li>
        }
      </ul>
    </section>
    <section class="card candles" aria-labelledby="candles-title">
      <h2 id="candles-title">Candlesticks</h2>
      <ul class="plain">
        @for (mark of marks(); track $index) {
          <li>
            <button type="button" (click)="chosen.emit(mark.bar)">
              <span class="row spread"><strong>{{ mark.title }}</strong> <span class="badge" [class]="tone(mark.direction)">{{ direction(mark.direction) }}</span></span>
              <span class="small muted">{{ when(mark) }}, {{ mark.nature.toLowerCase() }}@if (mark.trend) {, after {{ mark.trend.toLowerCase() }}}, <span class="nowrap">confidence {{ percent(mark.confidence, 0) }}</span></span>
            </button>
          </li>
        } @empty {
          <li class="muted small">None among these bars that is clear enough.</li>
        }
      </ul>
    </section>
  `,
  styles: `
    :host { display: contents; }
    h2 { margin-bottom: 8px; } ul { display: grid; gap: 6px; }
    .candles { grid-column: 1 / -1; } .candles ul { grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); }
    button { display: grid; gap: 2px; width: 100%; text-align: left; border-color: var(--border); }
  `,
})
export class PatternList {
  readonly drawing = input.required<ChartDrawing>();
  readonly intraday = input.required<boolean>();
  /** The bar of a pattern that was chosen. */
  readonly chosen = output<number>();

  protected readonly shapes = computed(() => [...this.drawing().shapes].reverse().slice(0, LISTED));
  protected readonly marks = computed(() => [...this.drawing().marks].reverse().slice(0, LISTED));
  protected readonly name = sentence;
  protected readonly percent = percent;
  protected readonly ratio = ratio;
  protected readonly tone = directionTone;
  protected readonly direction = patternDirectionLabel;

  protected status({ status, active }: ChartShape): string {
    return `${shapeStatusLabel(status)}${active ? ', active' : ''}`;
  }

  protected lastBar({ decidedBar, knownBar }: ChartShape): number {
    return Math.max(decidedBar ?? knownBar, 0);
  }

  protected when({ bar }: CandleMark): string {
    return barName(this.drawing().bars[bar], this.intraday());
  }
}
