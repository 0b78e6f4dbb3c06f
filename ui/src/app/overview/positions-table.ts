import { Component, input } from '@angular/core';
import type { Position } from '@cream/proto/portfolio';
import { decimal } from '../format/decimal.js';
import { instrumentLabel } from '../format/instrument.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { unprotected } from './unprotected.js';

/** What the account holds, at its marks, and the stop and target that guard it. */
@Component({
  selector: 'cream-positions-table',
  imports: [Money, Time],
  template: `
    <div class="scroll" tabindex="0" role="group" aria-label="Positions">
      <table>
        <thead>
          <tr>
            <th scope="col">Instrument</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Cost</th>
            <th scope="col" class="num">Mark</th><th scope="col" class="num">Value</th><th scope="col" class="num">Unrealised</th>
            <th scope="col" class="num">Stop</th><th scope="col" class="num">Target</th>
          </tr>
        </thead>
        <tbody>
          @for (position of positions(); track $index) {
            <tr>
              <th scope="row">{{ name(position.instrument) }}<div class="small muted since">since <cream-time [at]="position.openedAt" [dateOnly]="true" /></div></th>
              <td class="num">{{ decimal(position.quantity?.value) }}</td>
              <td class="num"><cream-money [value]="position.averageCost" /></td>
              <td class="num"><cream-money [value]="position.mark" /></td>
              <td class="num"><cream-money [value]="position.marketValue" /></td>
              <td class="num"><cream-money [value]="position.unrealized" [gain]="true" /></td>
              <td class="num">
                <cream-money [value]="position.stop" />
                @if (unprotected(position); as what) { <div><span class="badge bad">{{ what }}</span></div> }
              </td>
              <td class="num"><cream-money [value]="position.target" /></td>
            </tr>
          } @empty {
            <tr><td colspan="8" class="muted">No open position.</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: '.since { font-weight: 400; }',
})
export class PositionsTable {
  readonly positions = input.required<readonly Position[]>();
  protected readonly name = instrumentLabel;
  protected readonly decimal = decimal;
  protected readonly unprotected = unprotected;
}
