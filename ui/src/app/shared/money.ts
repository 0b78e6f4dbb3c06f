import { Component, computed, input } from '@angular/core';
import { sign, signedUsd, usd } from '../format/decimal.js';

/** US dollars from exact decimal text; the unrounded amount is in the title. */
@Component({
  selector: 'cream-money',
  template: `<span class="nowrap" [class]="tone()" [title]="exact()">{{ text() }}</span>`,
})
export class Money {
  /** A `Decimal` of the contract; absent means unknown. */
  readonly value = input.required<{ readonly value: string } | undefined>();
  /** A gain or a loss: shown with sign and colour. */
  readonly gain = input(false);
  protected readonly exact = computed(() => this.value()?.value ?? 'not known');
  protected readonly text = computed(() => (this.gain() ? signedUsd : usd)(this.value()?.value));
  protected readonly tone = computed(() => {
    const direction = this.gain() ? sign(this.value()?.value) : 0;
    return direction === 0 ? '' : direction > 0 ? 'good' : 'bad';
  });
}
