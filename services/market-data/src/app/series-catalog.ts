import type { BarSeries } from './bar-series.js';
import { MarketDataError } from './market-data-error.js';

/** A symbol the service holds nothing of. */
export class UnknownSymbolError extends Error {
  override readonly name = 'UnknownSymbolError';

  constructor(symbol: string, known: readonly string[]) {
    super(`unknown symbol ${JSON.stringify(symbol)}; known are ${known.join(', ')}`);
  }
}

/** Everything the service holds, by symbol. */
export class SeriesCatalog {
  /** In alphabetical order. */
  readonly all: readonly BarSeries[];
  readonly tradable: readonly BarSeries[];
  private readonly bySymbol: ReadonlyMap<string, BarSeries>;

  /** @throws MarketDataError NO_TRADABLE_SYMBOL */
  constructor(series: readonly BarSeries[]) {
    this.all = series.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
    this.tradable = this.all.filter((one) => !one.contextOnly);
    this.bySymbol = new Map(this.all.map((one) => [one.symbol, one]));
    if (this.tradable.length === 0) {
      const held = this.all.map((one) => one.symbol).join(', ');
      throw new MarketDataError('NO_TRADABLE_SYMBOL', `there is no symbol to trade, only context: ${held}`);
    }
  }

  /** @throws UnknownSymbolError naming the known symbols */
  get(symbol: string): BarSeries {
    const series = this.bySymbol.get(symbol);
    if (series !== undefined) return series;
    throw new UnknownSymbolError(
      symbol,
      this.all.map((one) => (one.contextOnly ? `${one.symbol} (context only)` : one.symbol)),
    );
  }
}
