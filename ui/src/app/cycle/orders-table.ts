import { Component, input } from '@angular/core';
import type { Order } from '@cream/proto/trading';
import { decimal } from '../format/decimal.js';
import { instrumentLabel } from '../format/instrument.js';
import { intentLabel, orderStatusLabel } from '../format/label.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { orderTone } from '../shared/tone.js';
import { orderTerms } from './order-terms.js';

@Component({
  selector: 'cream-orders-table',
  imports: [Money, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Orders">
      <table>
        <thead>
          <tr>
            <th scope="col">Instrument</th><th scope="col">Purpose</th><th scope="col">Order</th><th scope="col" class="num">Quantity</th>
            <th scope="col" class="num">Filled</th><th scope="col" class="num">Average price</th><th scope="col">Status and since when</th>
          </tr>
        </thead>
        <tbody>
          @for (order of orders(); track order.orderId) {
            <tr>
              <th scope="row" [title]="order.clientOrderId">{{ name(order.instrument) }}</th>
              <td>{{ intent(order.intent) }}</td>
              <td>{{ terms(order) }}</td>
              <td class="num">{{ decimal(order.quantity?.value) }}</td>
              <td class="num">{{ decimal(order.filled?.value) }}</td>
              <td class="num"><cream-money [value]="order.averagePrice" /></td>
              <td>
                <span class="badge" [class]="tone(order.status)">{{ status(order.status) }}</span>&ngsp;<cream-time class="small" [at]="order.history.at(-1)?.time ?? order.createdAt" />
                @if (order.history.at(-1)?.text; as text) { <div class="small muted text">{{ text }}</div> }
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: '.text { overflow-wrap: anywhere; }',
})
export class OrdersTable {
  readonly orders = input.required<readonly Order[]>();
  protected readonly name = instrumentLabel;
  protected readonly intent = intentLabel;
  protected readonly terms = orderTerms;
  protected readonly status = orderStatusLabel;
  protected readonly tone = orderTone;
  protected readonly decimal = decimal;
}
