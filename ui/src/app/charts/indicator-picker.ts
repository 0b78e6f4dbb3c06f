import { Component, computed, input, output } from '@angular/core';
import { ChartPane, type Indicator } from '@cream/proto/knowledge';

const GROUPS = [
  [ChartPane.PRICE, 'Over the candles'],
  [ChartPane.VOLUME, 'Over the volume'],
  [ChartPane.OWN, 'In a pane of its own'],
] as const;

/** Every indicator there is, to be put on the chart and taken off it. */
@Component({
  selector: 'cream-indicator-picker',
  template: `
    <details class="card">
      <summary><h2>Indicators</h2>&ngsp;<span class="muted small">{{ chosen().length }} of {{ known().length }} on the chart</span></summary>
      <div class="groups">
        @for (group of groups(); track group.title) {
          <fieldset>
            <legend class="small muted">{{ group.title }}</legend>
            <div class="names">
              @for (each of group.indicators; track each.name) {
                <label class="small"><input type="checkbox" [checked]="chosen().includes(each.name)" (change)="toggle(each.name)" /> {{ each.title }}</label>
              }
            </div>
          </fieldset>
        }
      </div>
    </details>
  `,
  styles: `
    summary { cursor: pointer; } h2 { display: inline; }
    .groups { display: grid; gap: 12px; margin-top: 10px; }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } legend { padding: 0; margin-bottom: 4px; font-weight: 600; }
    .names { display: grid; gap: 4px 16px; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); }
    label { display: flex; gap: 8px; align-items: center; }
  `,
})
export class IndicatorPicker {
  readonly known = input.required<readonly Indicator[]>();
  /** Names of those on the chart. */
  readonly chosen = input.required<readonly string[]>();
  /** Names of those that shall be on it. */
  readonly chosenChange = output<string[]>();

  protected readonly groups = computed(() =>
    GROUPS.map(([pane, title]) => ({ title, indicators: this.known().filter((each) => each.pane === pane) })),
  );

  protected toggle(name: string): void {
    const without = this.chosen().filter((each) => each !== name);
    this.chosenChange.emit(without.length === this.chosen().length ? [...without, name] : without);
  }
}
