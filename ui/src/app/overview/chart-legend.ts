import { Component, computed, input, output } from '@angular/core';
import { newYorkDate } from '../format/time.js';

/** One line of a chart as its legend shows it. */
export interface LegendKey {
  readonly name: string;
  /** The design token of its colour. */
  readonly color: string;
  readonly dashed: boolean;
  readonly shown: boolean;
  /** What the line says at the legend's time; empty before it begins. */
  readonly value: string;
}

/** The names and values of a chart's lines as text. A key hides its line, so that another can be seen at its own scale. */
@Component({
  selector: 'cream-chart-legend',
  template: `
    <div class="row small legend">
      @for (key of keys(); track key.name) {
        <button type="button" [attr.aria-pressed]="key.shown" [title]="(key.shown ? 'Hide ' : 'Show ') + key.name" (click)="toggled.emit(key.name)">
          <span class="swatch" aria-hidden="true" [class.dashed]="key.dashed" [style.border-top-color]="'var(' + key.color + ')'"></span>
          <span class="name">{{ key.name }}</span> <strong>{{ key.value }}</strong>
        </button>
      }
      <span class="muted nowrap">{{ date() }}</span>
    </div>
  `,
  styles: `
    .legend { gap: 4px 8px; margin-bottom: 6px; }
    button { gap: 6px; padding: 1px 8px; border-color: var(--border); }
    button[aria-pressed="false"] { color: var(--muted); }
    button[aria-pressed="false"] .name { text-decoration: line-through; }
    button[aria-pressed="false"] .swatch { visibility: hidden; }
    .swatch { width: 18px; border-top: 3px solid; }
    .swatch.dashed { border-top-style: dashed; }
  `,
})
export class ChartLegend {
  readonly keys = input.required<readonly LegendKey[]>();
  /** Epoch seconds that the values belong to. */
  readonly at = input.required<number>();
  /** The name of the line to show or hide. */
  readonly toggled = output<string>();
  protected readonly date = computed(() => newYorkDate({ seconds: BigInt(this.at()), nanos: 0 }));
}
