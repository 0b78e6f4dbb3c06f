import { computed, DOCUMENT, Injectable, inject, signal } from '@angular/core';
import type { Fact } from '@cream/proto/knowledge';

const PREFIX = 'fact-';

/** The facts of the cycle on show by id, and the one that the address names. One for each cycle page. */
@Injectable()
export class FactIndex {
  readonly facts = signal<readonly Fact[]>([]);
  readonly shown = signal<string | undefined>(undefined);
  readonly #byId = computed(() => new Map(this.facts().map((fact) => [fact.id, fact])));
  readonly #document = inject(DOCUMENT);

  find(id: string): Fact | undefined {
    return this.#byId().get(id);
  }

  /** The fragment of a fact's address, which is also the id of its row. */
  static anchor(id: string): string {
    return `${PREFIX}${id}`;
  }

  /**
   * Marks the fact that a fragment names and opens the group it is in; another fragment marks none.
   *
   * @returns the fact's row, if it is on the page
   */
  point(fragment: string | null): HTMLElement | undefined {
    const id = fragment?.startsWith(PREFIX) ? fragment.slice(PREFIX.length) : undefined;
    this.shown.set(id);
    if (id === undefined) return undefined;
    const row = this.#document.getElementById(FactIndex.anchor(id));
    row?.closest('details')?.setAttribute('open', '');
    return row ?? undefined;
  }
}
