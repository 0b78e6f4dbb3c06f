import { Component, computed, input } from '@angular/core';
import type { PriceLevel } from '@cream/proto/knowledge';
import { ratio } from '../format/statistic.js';

/** Support and resistance near the newest close, highest first. */
@Component({
  selector: 'cream-level-table',
  template: `
    <table aria-label="Levels">
      <thead><tr><th scope="col">Level</th><th scope="col" class="num">Touches</th><th scope="col" class="num">Strength</th></tr></thead>
      <tbody>
        @for (level of sorted(); track level.price) {
          <tr>
            <th scope="row">{{ ratio(level.price) }}<div><span class="badge" [class]="level.support ? 'good' : 'bad'">{{ level.support ? 'SUPPORT' : 'RESISTANCE' }}</span></div>
              @if (level.roleReversed) { <div class="small muted was">was {{ level.support ? 'resistance' : 'support' }}{{ level.breaks > 0 ? ', broken ' + level.breaks + '×' : '' }}</div> }
            </th>
            <td class="num">{{ level.touches }}</td>
            <td class="num">{{ ratio(level.strength) }}</td>
          </tr>
        } @empty {
          <tr><td colspan="3" class="muted">No price at which the market turned twice.</td></tr>
        }
      </tbody>
    </table>
  `,
  styles: 'th, td { padding-inline: 4px; } .was { font-weight: 400; white-space: normal; }',
})
export class LevelTable {
  readonly levels = input.required<readonly PriceLevel[]>();
  protected readonly sorted = computed(() => [...this.levels()].sort((a, b) => b.price - a.price));
  protected readonly ratio = ratio;
}
