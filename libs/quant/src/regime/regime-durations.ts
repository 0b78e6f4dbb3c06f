import type { RegimeLabel } from './regime-label.js';

export interface RegimeStay {
  readonly label: RegimeLabel;
  /** Position of its first bar in the history. */
  readonly start: number;
  readonly bars: number;
}

export interface RegimeDurations {
  /** Stays that have ended, oldest first. The first may have begun before the history did. */
  readonly ended: readonly RegimeStay[];
  /** The stay the newest bar belongs to, which may go on; undefined for an empty history. */
  readonly current: RegimeStay | undefined;
}

/** How long each regime lasted, from the labels of consecutive bars, oldest first. */
export function regimeDurations(history: readonly RegimeLabel[]): RegimeDurations {
  const ended: RegimeStay[] = [];
  let current: RegimeStay | undefined;
  history.forEach((label, start) => {
    if (current?.label === label) {
      current = { ...current, bars: current.bars + 1 };
      return;
    }
    if (current !== undefined) ended.push(current);
    current = { label, start, bars: 1 };
  });
  return { ended, current };
}

/** Mean bars of the stays that have ended; undefined when none of that label has. */
export function meanStay({ ended }: RegimeDurations, label: RegimeLabel): number | undefined {
  const stays = ended.filter((stay) => stay.label === label);
  return stays.length === 0 ? undefined : stays.reduce((sum, { bars }) => sum + bars, 0) / stays.length;
}
