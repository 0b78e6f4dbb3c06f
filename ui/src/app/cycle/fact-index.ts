import { Location } from '@angular/common';
import { computed, DOCUMENT, Injectable, inject, signal } from '@angular/core';
import type { Fact } from '@cream/proto/knowledge';

const PREFIX = 'fact-';

/** The facts of the cycle on show by id, and the one that a claim points at. One for each cycle page. */
@Injectable()
export class FactIndex {
  readonly facts = signal<readonly Fact[]>([]);
  /** The symbols that the cycle traded. */
  readonly symbols = signal<readonly string[]>([]);
  readonly shown = signal<string | undefined>(undefined);
  readonly #byId = computed(() => new Map(this.facts().map((fact) => [fact.id, fact])));
  readonly #document = inject(DOCUMENT);
  readonly #location = inject(Location);

  find(id: string): Fact | undefined {
    return this.#byId().get(id);
  }

  /** Whether a citation must say whom the fact is about: not when it is the only symbol there is. */
  namesSubject(fact: Fact): boolean {
    return this.symbols().length !== 1 || this.symbols()[0] !== fact.subject;
  }

  static anchor(id: string): string {
    return `${PREFIX}${id}`;
  }

  /** The address of a fact on this page, so that it can be opened in a new tab or passed on. */
  href(id: string): string {
    return `${this.#location.path()}#${FactIndex.anchor(id)}`;
  }

  /** Marks the fact, opens the group it is in, brings it into view and moves the focus there. */
  show(id: string): void {
    this.shown.set(id);
    const row = this.#document.getElementById(FactIndex.anchor(id));
    row?.closest('details')?.setAttribute('open', '');
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
    this.#location.replaceState(this.href(id));
  }

  /** Shows the fact that the address named when the page was opened. */
  showFragment(fragment: string | null): void {
    if (fragment?.startsWith(PREFIX)) this.show(fragment.slice(PREFIX.length));
  }
}
