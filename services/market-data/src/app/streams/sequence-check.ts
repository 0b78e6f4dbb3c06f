import type { FeedNumbering } from '../ports/index.js';

/** How an event stands to those of its channel before it. */
export type SequenceFinding =
  | { readonly kind: 'next' }
  /** The event is newer, and so many before it never came. */
  | { readonly kind: 'missed'; readonly count: number }
  /** The same event again, or one that is older than what came already. */
  | { readonly kind: 'old' };

const NEXT: SequenceFinding = { kind: 'next' };
const OLD: SequenceFinding = { kind: 'old' };

/** Follows the vendor's numbers of each channel: a symbol's quotes, or its trades. */
export class SequenceCheck {
  private readonly newest = new Map<string, { readonly sequence: number; readonly timeMs: number }>();

  constructor(private readonly numbering: FeedNumbering | undefined) {}

  /** A smaller number with a later time is a vendor that began to count anew, as each does overnight. */
  check(channel: string, sequence: number | undefined, timeMs: number): SequenceFinding {
    if (this.numbering === undefined || sequence === undefined) return NEXT;
    const before = this.newest.get(channel);
    if (before !== undefined && sequence <= before.sequence && timeMs <= before.timeMs) return OLD;
    this.newest.set(channel, { sequence, timeMs });
    if (this.numbering !== 'CONTIGUOUS' || before === undefined || sequence <= before.sequence + 1) return NEXT;
    return { kind: 'missed', count: sequence - before.sequence - 1 };
  }

  /** What comes next on the channel has nothing before it. */
  forget(channel: string): void {
    this.newest.delete(channel);
  }
}
