import { effect, type ResourceRef, type Signal, untracked } from '@angular/core';

/**
 * Loads a page's answer again whenever a live event arrives. Events that arrive during a load are answered by one more
 * load after it, so a quick stream can neither starve the page nor flood the gateway. Call it in a constructor.
 */
export function reloadOn<T>(
  event: Signal<T | undefined>,
  answer: ResourceRef<unknown>,
  wanted: () => boolean = () => true,
): void {
  let answered = untracked(event);
  effect(() => {
    const newest = event();
    if (newest === answered || answer.isLoading()) return;
    answered = newest;
    if (untracked(wanted)) answer.reload();
  });
}
