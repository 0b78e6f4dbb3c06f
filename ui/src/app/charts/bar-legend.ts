import { Component, computed, input } from '@angular/core';
import { decimal } from '../format/decimal.js';
import { count, ratio } from '../format/statistic.js';
import { barName, type ChartDrawing, type DrawnLine } from './chart-drawing.js';

/** One bar of a chart as text: its prices, digit by digit, and what the indicators say at it. */
@Component({
  selector: 'cream-bar-legend',
  template: `
    @if (drawing().bars[bar()]; as each) {
      <p class="row small prices">
        <strong class="nowrap">{{ name(each, intraday()) }}</strong>
        <span>O <strong>{{ decimal(each.open?.value) }}</strong></span>
        <span>H <strong>{{ decimal(each.high?.value) }}</strong></span>
        <span>L <strong>{{ decimal(each.low?.value) }}</strong></span>
        <span>C <strong>{{ decimal(each.close?.value) }}</strong></span>
        <span>Volume <strong>{{ decimal(each.volume?.value, 0) }}</strong></span>
      </p>
    }
    <ul class="plain row small">
      @for (entry of entries(); track entry.name) {
        <li class="row entry">
          @for (color of entry.colors; track $index) { <span class="swatch" aria-hidden="true" [style.background]="'var(' + color + ')'"></span> }
          <span>{{ entry.title }}</span> <strong>{{ entry.text }}</strong>
        </li>
      }
    </ul>
  `,
  styles: `
    :host { display: grid; gap: 4px; }
    .prices { gap: 2px 14px; } ul { gap: 2px 16px; } .entry { gap: 6px; }
    .swatch { width: 14px; height: 3px; border-radius: 2px; }
  `,
})
export class BarLegend {
  readonly drawing = input.required<ChartDrawing>();
  readonly bar = input.required<number>();
  readonly intraday = input.required<boolean>();

  protected readonly entries = computed(() =>
    this.drawing().indicators.map(({ name, title, lines }) => ({
      name,
      title,
      colors: [...new Set(lines.filter(isLine).map(({ color }) => color))],
      text: lines.map((line) => valueText(line, this.bar())).join(' / '),
    })),
  );
  protected readonly name = barName;
  protected readonly decimal = decimal;
}

const isLine = ({ name }: DrawnLine): boolean => !name.includes('histogram');

function valueText({ values, offset, unit }: DrawnLine, bar: number): string {
  const value = values[bar - offset];
  if (value !== undefined && unit === 'shares') return count(Math.round(value));
  return ratio(value, unit === 'ratio' ? 3 : 2);
}
