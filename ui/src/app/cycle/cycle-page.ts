import { afterNextRender, Component, effect, Injector, inject, input, resource } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { symbolOf } from '../format/instrument.js';
import { cycleStatusLabel, modeLabel, roleLabel } from '../format/label.js';
import { CycleLink } from '../shared/cycle-link.js';
import { DecisionBadges } from '../shared/decision-badges.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { HashText } from '../shared/hash.js';
import { Loading } from '../shared/loading.js';
import { Money } from '../shared/money.js';
import { Time } from '../shared/time.js';
import { cycleTone } from '../shared/tone.js';
import { DebateSection } from './debate-section.js';
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
  ['consensus', 'Consensus'],
  ['orders', 'Orders'],
  ['aftermath', 'Aftermath'],
  ['record', 'Record'],
] as const;

/** The story of one cycle, from what it knew to what became of it. */
@Component({
  imports: [
    CycleLink,
    DebateSection,
    DecisionBadges,
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
    Time,
  ],
  providers: [FactIndex],
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
  protected readonly sections = SECTIONS;
  protected readonly statusLabel = cycleStatusLabel;
  protected readonly statusTone = cycleTone;
  protected readonly modeLabel = modeLabel;
  protected readonly roleLabel = roleLabel;
  protected readonly symbol = symbolOf;

  constructor() {
    const injector = inject(Injector);
    const fragment = inject(ActivatedRoute).snapshot.fragment;
    effect(() => {
      if (!this.answer.hasValue()) return;
      const { briefing } = this.answer.value();
      this.#facts.facts.set(briefing?.facts ?? []);
      this.#facts.symbols.set(briefing?.symbols ?? []);
      this.#facts.shown.set(undefined);
      afterNextRender(() => this.#facts.showFragment(fragment), { injector });
    });
  }

  /** Fragment links resolve against `<base href>`, so the page scrolls itself. */
  protected jump(event: Event, section: string): void {
    event.preventDefault();
    const heading = document.getElementById(section);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }
}
