/** What became of the things an import offered. */
export interface ImportTotals {
  readonly inserted: number;
  readonly unchanged: number;
  /** What contradicts what is stored, which stays; each is a finding. */
  readonly conflicts: number;
}
