/** What the market looked like, by fact kind. */
export type Situation = ReadonlyMap<string, number>;

/** Something with a situation, and a number that says how far it is from another one. */
export interface Distant<T> {
  readonly item: T;
  /** 0 is the same situation; Infinity when nothing can be compared. */
  readonly distance: number;
}

/**
 * Normalised Euclidean distance from `here` to each candidate's situation, in the order of the candidates:
 *
 *     d(q, t) = sqrt( 1/|F| * sum over f in F of ((q_f - t_f) / s_f)^2 )
 *
 * F are the features both have; s_f is the population standard deviation of f over `here` and all candidates that have
 * it, so that no feature counts for more because of its unit. A feature that never varies (s_f = 0) adds nothing. Without
 * a shared feature the distance is Infinity.
 */
export function distances<T>(
  here: Situation,
  candidates: readonly T[],
  situationOf: (candidate: T) => Situation,
): Distant<T>[] {
  const situations = candidates.map(situationOf);
  const features = [...here].map(([kind, value]) => ({ kind, value, spread: spread(kind, value, situations) }));
  return candidates.map((item, index) => {
    let sum = 0;
    let shared = 0;
    for (const { kind, value, spread } of features) {
      const there = situations[index]?.get(kind);
      if (there === undefined) continue;
      shared += 1;
      if (spread > 0) sum += ((value - there) / spread) ** 2;
    }
    return { item, distance: shared === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(sum / shared) };
  });
}

function spread(kind: string, own: number, situations: readonly Situation[]): number {
  const values = [own];
  for (const situation of situations) {
    const value = situation.get(kind);
    if (value !== undefined) values.push(value);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
