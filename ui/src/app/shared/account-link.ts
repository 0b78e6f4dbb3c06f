import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isRun } from '../format/account.js';

/** An account's id; that of a backtest leads to its run. */
@Component({
  selector: 'cream-account-link',
  imports: [RouterLink],
  template: `
    @if (run()) { <a routerLink="/" [queryParams]="{ run: account() }">{{ account() }}</a> } @else { {{ account() }} }
  `,
})
export class AccountLink {
  readonly account = input.required<string>();
  protected readonly run = computed(() => isRun(this.account()));
}
