import { Decimal, DomainError, optionContract, timestamp, wire } from '@cream/domain';
import type { VendorOption } from '@cream/market-data';

/**
 * An option of a vendor in the contract's form. The underlying is the chain's: roots of some series have another name.
 * @returns undefined for an adjusted contract whose vendor does not say how many shares it is for
 */
export function optionMessage(option: VendorOption, underlying: string) {
  const { symbol, multiplier, quote, trade, impliedVolatility, greeks, openInterest } = option;
  const contract = contractOf(symbol, multiplier);
  if (contract === undefined) return undefined;
  const sized = quote?.sizeUnit === 'CONTRACTS';
  return {
    contract: { ...contract, underlying },
    ...(quote === undefined
      ? {}
      : {
          quote: {
            symbol,
            ...(quote.bid === undefined ? {} : { bid: wire(quote.bid) }),
            ...(quote.ask === undefined ? {} : { ask: wire(quote.ask) }),
            ...(quote.bidSize === undefined || !sized ? {} : { bidSize: wire(quote.bidSize) }),
            ...(quote.askSize === undefined || !sized ? {} : { askSize: wire(quote.askSize) }),
            time: timestamp(quote.timeMs),
          },
        }),
    ...(trade === undefined ? {} : { lastPrice: wire(trade.price), lastTime: timestamp(trade.timeMs) }),
    ...(impliedVolatility === undefined ? {} : { impliedVolatility }),
    ...(greeks === undefined ? {} : greeks),
    openInterest: BigInt(openInterest ?? 0),
  };
}

function contractOf(symbol: string, multiplier: string | undefined) {
  try {
    const { kind } = optionContract(symbol, multiplier === undefined ? undefined : new Decimal(multiplier));
    return kind.case === 'option' ? kind.value : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'OPTION_MULTIPLIER_UNKNOWN') return undefined;
    throw error;
  }
}
