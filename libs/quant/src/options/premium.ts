/** What the right to exercise early is worth, with its first two derivatives along the spot. */
export interface Premium {
  readonly value: number;
  readonly delta: number;
  readonly gamma: number;
  /** True when exercising now is the best that can be done; the other numbers then mean nothing. */
  readonly exercisedNow: boolean;
}
