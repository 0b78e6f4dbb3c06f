/** How many want each symbol. */
export class SymbolLeases {
  private readonly counts = new Map<string, number>();

  get symbols(): readonly string[] {
    return [...this.counts.keys()];
  }

  /** How many symbols there would be with these. */
  sizeWith(symbols: readonly string[]): number {
    return this.counts.size + symbols.filter((symbol) => !this.counts.has(symbol)).length;
  }

  /** @param symbols each once @returns those nobody wanted before */
  add(symbols: readonly string[]): readonly string[] {
    const added = symbols.filter((symbol) => !this.counts.has(symbol));
    for (const symbol of symbols) this.counts.set(symbol, (this.counts.get(symbol) ?? 0) + 1);
    return added;
  }

  /** @param symbols each once, added before @returns those nobody wants any more */
  remove(symbols: readonly string[]): readonly string[] {
    return symbols.filter((symbol) => {
      const left = (this.counts.get(symbol) ?? 0) - 1;
      if (left > 0) this.counts.set(symbol, left);
      else this.counts.delete(symbol);
      return left <= 0;
    });
  }
}
