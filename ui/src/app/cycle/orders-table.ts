import { Component, input } from '@angular/core';
import type { Order } from '@cream/proto/trading';
import { decimal } from '../format/decimal.js';
import { instrumentLabel } from '../format/instrument.js';
import { intentLabel, orderStatusLabel, orderTypeLabel, sideLabel } from '../format/label.js';
import { Money } from '../shared/money.js';
import { orderTone } from '../shared/tone.js';

@Component({
  selector: 'cream-orders-table',
  imports: [Money],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Orders">
      <table>
        <thead>
          <tr>
            <th scope="col">Instrument</th><th scope="col">Purpose</th><th scope="col">Order</th><th scope="col" class="num">Quantity</th>
            <th scope="col" class="num">Limit</th><th scope="col" class="num">Stop</th><th scope="col">Status</th>
            <th scope="col" class="num">Filled</th><th scope="col" class="num">Average price</th>
          </tr>
        </thead>
        <tbody>
          @for (order of orders(); track order.orderId) {
            <tr>
              <th scope="row" [title]="order.clientOrderId">{{ name(order.instrument) }}</th>
              <td>{{ intent(order.intent) }}</td>
              <td>{{ side(order.side) }} {{ type(order.type).toLowerCase() }}</td>
              <td class="num">{{ decimal(order.quantity?.value) }}</td>
              <td class="num"><cream-money [value]="order.limit" /></td>
              <td class="num"><cream-money [value]="order.stop" /></td>
              <td><span class="badge" [class]="tone(order.status)" [title]="order.history.at(-1)?.text ?? ''">{{ status(order.status) }}</span></td>
              <td class="num">{{ decimal(order.filled?.value) }}</td>
              <td class="num"><cream-money [value]="order.averagePrice" /></td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class OrdersTable {
  readonly orders = input.required<readonly Order[]>();
  protected readonly name = instrumentLabel;
  protected readonly intent = intentLabel;
  protected readonly side = sideLabel;
  protected readonly type = orderTypeLabel;
  protected readonly status = orderStatusLabel;
  protected readonly tone = orderTone;
  protected readonly decimal = decimal;
}
