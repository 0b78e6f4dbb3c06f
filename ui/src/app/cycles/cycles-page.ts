import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { reloadOn } from '../core/follow.js';
import { Live } from '../core/live.js';
import { cycleStatusLabel } from '../format/label.js';
import { count } from '../format/statistic.js';
import { AccountLink } from '../shared/account-link.js';
import { CycleLink } from '../shared/cycle-link.js';
import { DecisionBadges } from '../shared/decision-badges.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { Loading } from '../shared/loading.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { cycleTone } from '../shared/tone.js';

const PAGE_SIZE = 50;

/** The cycles of one account or of all, newest slot first. */
@Component({
  imports: [AccountLink, CycleLink, DecisionBadges, FailureNotice, Loading, Money, RouterLink, Time],
  templateUrl: './cycles-page.html',
})
export class CyclesPage {
  /** `?account=`; absent means the cycles of all accounts. */
  readonly account = input<string>();
  /** `?orders=1`: only cycles that sent an order. */
  readonly orders = input<string>();

  readonly #client = inject(CONSOLE_CLIENT);
  readonly #router = inject(Router);
  protected readonly ordersOnly = computed(() => this.orders() === '1');
  /** Tokens of the pages gone through, the one on show last; another filter begins anew. */
  protected readonly tokens = linkedSignal<unknown, readonly string[]>({
    source: () => [this.account(), this.orders()],
    computation: () => [''],
  });
  protected readonly answer = resource({
    params: () => ({
      accountId: this.account() ?? '',
      executedOnly: this.ordersOnly(),
      page: { size: PAGE_SIZE, token: this.tokens().at(-1) ?? '' },
    }),
    loader: ({ params, abortSignal }) => this.#client.listCycles(params, { signal: abortSignal }),
  });
  protected readonly statusLabel = cycleStatusLabel;
  protected readonly statusTone = cycleTone;
  protected readonly count = count;

  constructor() {
    // A new cycle shows at the top of the first page; the pages behind it stay as they were opened.
    reloadOn(inject(Live).cycle, this.answer, () => this.tokens().length === 1);
  }

  protected filter(event: Event): void {
    const only = (event.target as HTMLInputElement).checked;
    void this.#router.navigate([], { queryParams: { orders: only ? '1' : null }, queryParamsHandling: 'merge' });
  }

  protected older(token: string): void {
    this.tokens.update((tokens) => [...tokens, token]);
  }

  protected newer(): void {
    this.tokens.update((tokens) => tokens.slice(0, -1));
  }
}
