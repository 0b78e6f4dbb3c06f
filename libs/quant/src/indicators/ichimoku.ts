import { at, type Numbers, requireInteger } from '../numbers.js';
import { rangeColumns, requireValue } from './column.js';
import { DonchianStream, donchian } from './donchian.js';
import { type Line, lineOf } from './line.js';
import { Delay } from './window-sum.js';

export interface Ichimoku {
  /** Conversion line: middle of the last `conversion` bars. */
  readonly tenkan: Line;
  /** Base line: middle of the last `base` bars. */
  readonly kijun: Line;
  /** Leading span A as it is drawn at a bar: mean of conversion and base line `displacement` bars before. */
  readonly senkouA: Line;
  /** Leading span B as it is drawn at a bar: middle of `span` bars, `displacement` bars before. */
  readonly senkouB: Line;
}

/** Each undefined until its own warm-up ends. */
export type IchimokuReading = { readonly [Name in keyof Ichimoku]: number | undefined };

/**
 * Ichimoku Kinko Hyo after Hosoda (1969). The spans are drawn ahead of the bars they come from; here each bar has the
 * spans drawn at it, so that nothing of later bars is in them. The lagging span is the close itself and is left out.
 */
export function ichimoku(
  high: Numbers,
  low: Numbers,
  conversion = 9,
  base = 26,
  span = 52,
  displacement = 26,
): Ichimoku {
  requirePeriods(conversion, base, span, displacement);
  const bars = rangeColumns(high, low);
  const middle = (period: number): Line => donchian(bars.high, bars.low, period).middle;
  const tenkan = middle(conversion);
  const kijun = middle(base);
  const wide = middle(span);
  const offset = Math.max(tenkan.offset, kijun.offset) + displacement;
  const senkouA = lineOf(high, offset, (i) => {
    const source = i - displacement;
    return (at(tenkan.values, source - tenkan.offset) + at(kijun.values, source - kijun.offset)) / 2;
  });
  const delayed = Math.max(wide.values.length - displacement, 0);
  return {
    tenkan,
    kijun,
    senkouA,
    senkouB: { offset: wide.offset + displacement, values: wide.values.subarray(0, delayed) },
  };
}

/** `ichimoku`, bar by bar. */
export class IchimokuStream {
  readonly #tenkan: DonchianStream;
  readonly #kijun: DonchianStream;
  readonly #wide: DonchianStream;
  readonly #spanA: Delay;
  readonly #spanB: Delay;

  constructor(conversion = 9, base = 26, span = 52, displacement = 26) {
    requirePeriods(conversion, base, span, displacement);
    this.#tenkan = new DonchianStream(conversion);
    this.#kijun = new DonchianStream(base);
    this.#wide = new DonchianStream(span);
    this.#spanA = new Delay(displacement);
    this.#spanB = new Delay(displacement);
  }

  push(high: number, low: number): IchimokuReading {
    requireValue('high', high);
    requireValue('low', low);
    const tenkan = this.#tenkan.push(high, low)?.middle;
    const kijun = this.#kijun.push(high, low)?.middle;
    const wide = this.#wide.push(high, low)?.middle;
    const senkouA = tenkan === undefined || kijun === undefined ? undefined : this.#spanA.push((tenkan + kijun) / 2);
    const senkouB = wide === undefined ? undefined : this.#spanB.push(wide);
    return { tenkan, kijun, senkouA, senkouB };
  }
}

function requirePeriods(conversion: number, base: number, span: number, displacement: number): void {
  for (const [name, period] of Object.entries({ conversion, base, span, displacement }))
    requireInteger(name, period, 1);
}
