/** A clock that moves only when told to. Milliseconds since the epoch. */
export interface FakeClock {
  now(): number;
  set(ms: number): void;
  advance(ms: number): void;
}

/** Starts at `AS_OF_MS` unless told otherwise. */
export function fakeClock(startMs: number = AS_OF_MS): FakeClock {
  let current = startMs;
  return {
    now: () => current,
    set: (ms) => {
      current = ms;
    },
    advance: (ms) => {
      current += ms;
    },
  };
}

/** The moment of every builder: the close of 2016-03-01 in New York. */
export const AS_OF_MS: number = Date.UTC(2016, 2, 1, 21);
export const DAY_MS = 86_400_000;
