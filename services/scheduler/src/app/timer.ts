/** Something that calls back later. */
export interface Timer {
  /**
   * Calls `run` once, not before `delayMs` milliseconds are over.
   * @returns takes the call back; harmless when it has happened
   */
  after(delayMs: number, run: () => void): () => void;
}
