import { Component, input, output } from '@angular/core';
import type { ChartFill } from '@cream/proto/console';
import { decimal } from '../format/decimal.js';
import { sentence } from '../format/label.js';
import { CycleLink } from '../shared/cycle-link.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';

/** What the account bought and sold within the bars of the chart. */
@Component({
  selector: 'cream-chart-fills',
  imports: [CycleLink, Money, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Fills">
      <table>
        <thead><tr><th scope="col">Filled</th><th scope="col">What</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Price</th><th scope="col">Decided in</th><th scope="col">On the chart</th></tr></thead>
        <tbody>
          @for (fill of fills(); track $index) {
            <tr>
              <th scope="row"><cream-time [at]="fill.time" /></th>
              <td><span class="badge" [class]="fill.buy ? 'good' : 'warn'">{{ fill.buy ? 'BOUGHT' : 'SOLD' }}</span> {{ reason(fill.reason) }}</td>
              <td class="num">{{ decimal(fill.quantity?.value) }}</td>
              <td class="num"><cream-money [value]="fill.price" /></td>
              <td>@if (fill.cycleId) { <cream-cycle-link [cycleId]="fill.cycleId" [account]="account()">cycle</cream-cycle-link> } @else { <span class="muted">a fixed rule</span> }</td>
              <td><button type="button" (click)="chosen.emit(fill.bar)">Show</button></td>
            </tr>
          } @empty {
            <tr><td colspan="6" class="muted">Nothing was bought or sold within these bars.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class ChartFills {
  readonly fills = input.required<readonly ChartFill[]>();
  readonly account = input.required<string>();
  /** The bar of a fill that was chosen. */
  readonly chosen = output<number>();
  protected readonly decimal = decimal;
  protected readonly reason = sentence;
}
