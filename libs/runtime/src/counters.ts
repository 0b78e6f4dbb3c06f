/** Adds to a number that only grows. */
export type Count = (labels: Readonly<Record<string, string>>, by?: number) => void;

/** Numbers a service tells Prometheus, besides those of its calls. */
export interface Counters {
  /**
   * @param name as Prometheus wants it: `cream_feed_gaps_total`
   * @param labels every name that is given a value
   */
  counter(name: string, help: string, labels: readonly string[]): Count;
}
