import { Component, input } from '@angular/core';
import type { Fill } from '@cream/proto/trading';
import { decimal } from '../format/decimal.js';
import { instrumentLabel } from '../format/instrument.js';
import { sideLabel } from '../format/label.js';
import { CycleLink } from '../shared/cycle-link.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';

@Component({
  selector: 'cream-fills-table',
  imports: [CycleLink, Money, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Fills">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th><th scope="col">Instrument</th><th scope="col">Side</th><th scope="col" class="num">Quantity</th>
            <th scope="col" class="num">Price</th><th scope="col" class="num">Fees</th><th scope="col">Reason</th><th scope="col" class="num">Realised</th>
          </tr>
        </thead>
        <tbody>
          @for (fill of fills(); track fill.fillId) {
            <tr>
              <td><cream-time [at]="fill.time" /></td>
              <th scope="row">{{ name(fill.instrument) }}</th>
              <td>{{ side(fill.side) }}</td>
              <td class="num">{{ decimal(fill.quantity?.value) }}</td>
              <td class="num"><cream-money [value]="fill.price" /></td>
              <td class="num"><cream-money [value]="fill.fees" /></td>
              <td>
                {{ fill.reason }}
                @if (cycleId() && fill.cycleId && fill.cycleId !== cycleId()) {
                  <cream-cycle-link class="small" [cycleId]="fill.cycleId" [account]="account()">of a later cycle</cream-cycle-link>
                }
              </td>
              <td class="num"><cream-money [value]="fill.realized" [gain]="true" /></td>
            </tr>
          } @empty {
            <tr><td colspan="8" class="muted">No fill.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class FillsTable {
  readonly fills = input.required<readonly Fill[]>();
  /** The cycle on show: a fill that another one decided links to it. */
  readonly cycleId = input('');
  readonly account = input('');
  protected readonly name = instrumentLabel;
  protected readonly side = sideLabel;
  protected readonly decimal = decimal;
}
