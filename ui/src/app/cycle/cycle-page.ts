import { afterNextRender, Component, computed, effect, Injector, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Aftermath } from '@cream/proto/console';
import { CycleStatus } from '@cream/proto/cycle';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { reloadOn } from '../core/follow.js';
import { Live } from '../core/live.js';
import { symbolOf } from '../format/instrument.js';
import { cycleStatusLabel, modeLabel, roleLabel } from '../format/label.js';
import { newYorkDate } from '../format/time.js';
import { AccountLink } from '../shared/account-link.js';
import { CycleLink } from '../shared/cycle-link.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { HashText } from '../shared/hash.js';
import { Loading } from '../shared/loading.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { cycleTone } from '../shared/tone.js';
import { CycleFragment } from './cycle-fragment.js';
import { DebateSection } from './debate-section.js';
import { DecisionLine } from './decision-line.js';
import { FactIndex } from './fact-index.js';
import { FactsSection } from './facts-section.js';
import { FillsTable } from './fills-table.js';
import { Objections } from './objections.js';
import { OrdersSection } from './orders-section.js';
import { ReportsSection } from './reports-section.js';
import { RoundsSection } from './rounds-section.js';

const SECTIONS = [
  ['decision', 'Decision'],
  ['facts', 'Facts'],
  ['reports', 'Reports'],
  ['debate', 'Debate'],
  ['consensus', 'Plan and verdicts'],
  ['orders', 'Orders'],
  ['aftermath', 'Aftermath'],
  ['record', 'Record'],
] as const;

/** The story of one cycle, from what it knew to what became of it. */
@Component({
  imports: [
    AccountLink,
    CycleLink,
    DebateSection,
    DecisionLine,
    FactsSection,
    FailureNotice,
    FillsTable,
    HashText,
    Loading,
    Money,
    Objections,
    OrdersSection,
    ReportsSection,
    RoundsSection,
    RouterLink,
    Time,
  ],
  providers: [CycleFragment, FactIndex],
  templateUrl: './cycle-page.html',
  styleUrl: './cycle-page.css',
})
export class CyclePage {
  /** The cycle's id, from the path. */
  readonly id = input.required<string>();
  /** `?account=` */
  readonly account = input<string>();

  readonly #client = inject(CONSOLE_CLIENT);
  readonly #facts = inject(FactIndex);
  protected readonly answer = resource({
    params: () => ({ cycleId: this.id(), accountId: this.account() ?? '' }),
    loader: ({ params, abortSignal }) => this.#client.getCycleStory(params, { signal: abortSignal }),
  });
  protected readonly fragment = inject(CycleFragment);
  protected readonly sections = SECTIONS;
  protected readonly statusLabel = cycleStatusLabel;
  protected readonly statusTone = cycleTone;
  protected readonly modeLabel = modeLabel;
  protected readonly roleLabel = roleLabel;
  protected readonly symbol = symbolOf;
  protected readonly date = newYorkDate;
  protected readonly aftermathOf = (all: readonly Aftermath[], decisionId: string): Aftermath | undefined =>
    all.find((each) => each.decisionId === decisionId);

  constructor() {
    const injector = inject(Injector);
    reloadOn(inject(Live).cycle, this.answer, () => this.#mayGoOn());
    effect(() => {
      this.#facts.facts.set((this.answer.hasValue() && this.answer.value().briefing?.facts) || []);
    });
    const told = computed(() => this.answer.hasValue());
    effect(() => {
      const fragment = this.fragment.current();
      if (told()) afterNextRender(() => this.fragment.show(fragment), { injector });
    });
  }

  /** A cycle that runs, or that failed and may be resumed; a finished one is told once. */
  #mayGoOn(): boolean {
    const status = this.answer.hasValue() ? this.answer.value().summary?.status : undefined;
    return status === CycleStatus.RUNNING || status === CycleStatus.FAILED;
  }
}
