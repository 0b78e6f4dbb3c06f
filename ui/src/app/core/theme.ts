import { computed, DOCUMENT, Injectable, inject, signal } from '@angular/core';

export type Theme = 'light' | 'dark';
const STORED_UNDER = 'cream.theme';

/** Light or dark: the system's wish until somebody chooses; the choice is kept in this browser. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  readonly #document = inject(DOCUMENT);
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #systemDark = signal(this.#system.matches);
  readonly #chosen = signal<Theme | undefined>(readStored());

  readonly current = computed<Theme>(() => this.#chosen() ?? (this.#systemDark() ? 'dark' : 'light'));

  constructor() {
    this.#system.addEventListener('change', (event) => this.#systemDark.set(event.matches));
    this.#apply(this.#chosen());
  }

  toggle(): void {
    const next: Theme = this.current() === 'dark' ? 'light' : 'dark';
    this.#chosen.set(next);
    this.#apply(next);
    try {
      localStorage.setItem(STORED_UNDER, next);
    } catch {
      // Storage can be forbidden; the choice then lasts as long as the page.
    }
  }

  #apply(theme: Theme | undefined): void {
    if (theme) this.#document.documentElement.dataset.theme = theme;
  }
}

function readStored(): Theme | undefined {
  try {
    const stored = localStorage.getItem(STORED_UNDER);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined;
  }
}
