import { Component, computed, input } from '@angular/core';
import type { OrdersEntry } from '@cream/proto/cycle';
import type { Order } from '@cream/proto/trading';
import { symbolOf } from '../format/instrument.js';
import { ChecksTable } from './checks-table.js';
import { OrdersTable } from './orders-table.js';

/** What execution answered to the plan, and how its orders stand now. */
@Component({
  selector: 'cream-orders-section',
  imports: [ChecksTable, OrdersTable],
  template: `
    <div class="card stack">
      @if (entry(); as entry) {
        @for (outcome of entry.outcomes; track outcome.decisionId) {
          @if (outcome.refusal; as refusal) {
            <p class="notice bad"><strong>{{ symbol(outcome.decisionId) }}</strong> refused: <code>{{ refusal.code }}</code> {{ refusal.text }}</p>
          }
        }
        @if (orders().length) { <cream-orders-table [orders]="orders()" /> }
        @else { <p class="muted">The plan asked for no order.</p> }
        @if (entry.report; as report) {
          <details><summary>Limits, checked again by execution</summary><cream-checks-table [report]="report" /></details>
        }
      } @else {
        <p class="muted">Nothing was submitted to execution.</p>
      }
    </div>
  `,
})
export class OrdersSection {
  readonly entry = input.required<OrdersEntry | undefined>();
  readonly now = input.required<readonly Order[]>();
  /** As they stand now; the record's answer where the broker's book no longer has them. */
  protected readonly orders = computed(() =>
    this.now().length > 0 ? this.now() : (this.entry()?.outcomes ?? []).flatMap((outcome) => outcome.orders),
  );
  protected readonly symbol = symbolOf;
}
