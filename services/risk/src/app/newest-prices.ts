import { type Decimal, dec, isOption, symbolOf, type Timestamp } from '@cream/domain';
import { type Client, Code, ConnectError } from '@cream/grpc';
import type { Instrument } from '@cream/proto/common';
import type { MarketDataService, SymbolSnapshot } from '@cream/proto/market';

/** Prices instruments with market-data, whatever a plan or a portfolio says they cost. */
export class NewestPrices {
  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getSnapshot'>) {}

  /**
   * USD per unit by symbol, as knowable at `asOf`. An instrument without a price is absent: options, because there is no
   * source of their prices, and symbols that market-data does not know or has no bar of yet.
   */
  async of(
    instruments: Iterable<Instrument | undefined>,
    asOf: Timestamp | undefined,
  ): Promise<ReadonlyMap<string, Decimal>> {
    const symbols = new Set<string>();
    for (const instrument of instruments) if (!isOption(instrument)) symbols.add(symbolOf(instrument));
    const prices = new Map<string, Decimal>();
    if (symbols.size === 0) return prices;
    for (const { symbol, quote } of await this.#snapshots([...symbols], asOf)) {
      if (quote !== undefined) prices.set(symbol, dec(quote.last, `quote of ${symbol}`));
    }
    return prices;
  }

  /** One unknown symbol refuses the whole question; then each is asked for alone, so that only its own price is absent. */
  async #snapshots(symbols: string[], asOf: Timestamp | undefined): Promise<SymbolSnapshot[]> {
    try {
      const { snapshots } = await this.marketData.getSnapshot({ symbols, ...(asOf === undefined ? {} : { asOf }) });
      return snapshots;
    } catch (error) {
      if (!(error instanceof ConnectError && error.code === Code.NotFound)) throw error;
      if (symbols.length === 1) return [];
      return (await Promise.all(symbols.map((symbol) => this.#snapshots([symbol], asOf)))).flat();
    }
  }
}
