import { type AccountChange, accountHistory, Decimal, dec, millis, symbolOf } from '@cream/domain';
import { Side } from '@cream/proto/portfolio';
import type { AccountEvent, Fill } from '@cream/proto/trading';

/** Fills, and the splits and dividends between them, in time. */
export interface Trades {
  readonly fills: readonly Fill[];
  readonly events: readonly AccountEvent[];
}

/** One value for each period of a curve, of which there is one fewer than there are points. */
export interface PeriodTrading {
  /** USD. */
  readonly bought: Float64Array;
  readonly sold: Float64Array;
  /** Something was held in it, if not at its end. */
  readonly held: readonly boolean[];
}

const ZERO = new Decimal(0);

/** What was traded and held between the points of a curve (epoch milliseconds, rising), each period with its end. */
export function periodTrading(times: readonly number[], { fills, events }: Trades): PeriodTrading {
  const periods = Math.max(0, times.length - 1);
  const bought = new Float64Array(periods);
  const sold = new Float64Array(periods);
  const units = new Map<string, Decimal>();
  const keep = (symbol: string, quantity: Decimal) =>
    quantity.isZero() ? units.delete(symbol) : units.set(symbol, quantity);
  const history = [...accountHistory(fills, events)];
  let next = 0;
  const held = Array.from({ length: periods }, (_, period) => {
    const untilMs = times[period + 1] ?? 0;
    let any = units.size > 0;
    for (let change = history[next]; change !== undefined && timeOf(change) <= untilMs; change = history[++next]) {
      const { fill, event } = change;
      if (event !== undefined) {
        keep(symbolOf(event.instrument), dec(event.quantity));
        continue;
      }
      const [symbol, quantity] = [symbolOf(fill.instrument), dec(fill.quantity)];
      const buys = fill.side === Side.BUY;
      const amounts = buys ? bought : sold;
      amounts[period] = (amounts[period] ?? 0) + quantity.times(dec(fill.price)).toNumber();
      keep(symbol, (units.get(symbol) ?? ZERO).plus(buys ? quantity : quantity.negated()));
      any = true;
    }
    return any;
  });
  return { bought, sold, held };
}

function timeOf({ fill, event }: AccountChange): number {
  return millis((fill ?? event).time);
}
