import type { Readiness } from '@cream/runtime';
import type { FeedHub } from './app/streams/feed-hub.js';

/** How the live feed is, for `/readyz`. */
export class FeedStatus {
  /** @param hub undefined when no feed is configured */
  constructor(private readonly hub: FeedHub | undefined) {}

  /** Always ready, because what is stored can be read without a feed; whether it is up is said beside it. */
  readiness(): Readiness {
    const { hub } = this;
    if (hub === undefined) return { ready: true, detail: '' };
    const { state, vendor } = hub;
    const detail = state.kind === 'up' ? 'is up' : `is down: ${state.reason}`;
    return { ready: true, detail: `the live feed of ${vendor} ${detail}` };
  }
}
