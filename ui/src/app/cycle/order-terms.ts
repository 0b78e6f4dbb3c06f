import type { Order } from '@cream/proto/trading';
import { usd } from '../format/decimal.js';
import { orderTypeLabel, sideLabel, timeInForceLabel } from '../format/label.js';

/** What an order asks of the market: `BUY market, DAY` or `SELL stop $165.37, GTC`. */
export function orderTerms({ side, type, limit, stop, tif }: Order): string {
  const price = stop ?? limit;
  const how = orderTypeLabel(type).toLowerCase();
  return `${sideLabel(side)} ${how}${price === undefined ? '' : ` ${usd(price.value)}`}, ${timeInForceLabel(tif)}`;
}
