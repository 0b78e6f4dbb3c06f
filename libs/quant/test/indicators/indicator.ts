import type { Line } from '../../src/index.js';

export type ColumnName = 'open' | 'high' | 'low' | 'close' | 'volume' | 'session';
export type Columns = Readonly<Record<ColumnName, number[]>>;
export type Reading = object | undefined;

/** One indicator in both forms, over the columns it takes in the order of its arguments. */
export interface Indicator {
  readonly name: string;
  readonly columns: readonly ColumnName[];
  /** What the indicator calls its columns, where that is not their name: a plain series is `values` or `prices`. */
  readonly called?: string;
  readonly lines: (...columns: (readonly number[])[]) => Readonly<Record<string, Line>>;
  readonly stream: () => { push(...values: number[]): Reading };
  /** Powers of the price's and the volume's unit that the values are measured in. */
  readonly unit: { readonly price: number; readonly volume: number };
  /** What the values do when every price rises by the same amount; absent where that changes the indicator. */
  readonly shift?: 'moves' | 'stays';
  readonly bounds?: readonly [number, number];
}

export const PRICE = { price: 1, volume: 0 };
export const NONE = { price: 0, volume: 0 };
export const VOLUME = { price: 0, volume: 1 };
export const bars = ['high', 'low', 'close'] as const;
export const traded = ['high', 'low', 'close', 'volume'] as const;
export const quoted = ['open', 'high', 'low', 'close'] as const;

export type Columned = (...columns: (readonly number[])[]) => Line;
export type Push = { push(...values: number[]): number | undefined };

/** An indicator of one line. */
export function single(
  name: string,
  columns: readonly ColumnName[],
  line: Columned,
  stream: () => Push,
  rest: Omit<Indicator, 'name' | 'columns' | 'lines' | 'stream'>,
): Indicator {
  return {
    name,
    columns,
    lines: (...given) => ({ value: line(...given) }),
    stream: () => {
      const inner = stream();
      return {
        push(...values) {
          const value = inner.push(...values);
          return value === undefined ? undefined : { value };
        },
      };
    },
    ...rest,
  };
}

export const close = ['close'] as const;
export const average = { unit: PRICE, shift: 'moves', called: 'values' } as const;
export const oscillator = { unit: NONE, called: 'values' } as const;
export const percent: readonly [number, number] = [0, 100];
export const none: readonly number[] = [];
