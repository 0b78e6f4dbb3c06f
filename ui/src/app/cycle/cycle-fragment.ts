import { Location } from '@angular/common';
import { DOCUMENT, Injectable, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { FactIndex } from './fact-index.js';

/**
 * The section or fact that the address of a cycle's page names. Going there is a step in the history, so that a place can
 * be passed on and Back leads to the claim one came from.
 */
@Injectable()
export class CycleFragment {
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #location = inject(Location);
  readonly #document = inject(DOCUMENT);
  readonly #facts = inject(FactIndex);
  readonly current = toSignal(this.#route.fragment, { requireSync: true });
  #origin: HTMLElement | undefined;

  /** Absolute: a mere `#…` would resolve against `<base href>`. */
  href(fragment: string): string {
    return `${this.#location.path()}#${fragment}`;
  }

  /** For a click on `href`; a click that asks for another tab is left to the browser. */
  open(event: MouseEvent, fragment: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#origin = event.currentTarget instanceof HTMLElement ? event.currentTarget : undefined;
    if (fragment === this.current()) this.show(fragment);
    // The place may be in a closed group, where the router could not scroll to.
    else
      void this.#router.navigate([], {
        relativeTo: this.#route,
        fragment,
        queryParamsHandling: 'preserve',
        scroll: 'manual',
      });
  }

  /** Brings the place into view and the focus with it; without one, the focus returns to where it was asked for. */
  show(fragment: string | null): void {
    const fact = this.#facts.point(fragment);
    if (fragment === null) {
      this.#origin?.focus({ preventScroll: true });
      return;
    }
    const place = fact ?? this.#document.getElementById(fragment);
    place?.scrollIntoView({ block: fact ? 'center' : 'start' });
    place?.focus({ preventScroll: true });
  }
}
