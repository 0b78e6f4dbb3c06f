import type { Line } from '@cream/quant';
import type { BarColumns } from '../bar-columns.js';

export type IndicatorUnit = 'USD' | 'points' | 'percent' | 'ratio' | 'shares';
export type IndicatorPane = 'PRICE' | 'VOLUME' | 'OWN';

/** The bars an indicator is computed over. */
export interface IndicatorInput extends BarColumns {
  /** Bars of the series' interval in a year of trading. */
  readonly periodsPerYear: number;
  /** New York's date of each bar, in days; asked for by VWAP alone, because dates cost more than averages. */
  readonly sessions: () => Float64Array;
}

/** One number an indicator makes: a fact `indicator.<name>`, a line of a chart. */
export interface IndicatorOutput {
  /** Without the prefix `indicator.`. */
  readonly name: string;
  readonly unit: IndicatorUnit;
  /** With its parameters; `{year}` stands for the bars of the series' interval in a year. */
  readonly formula: string;
}

/** A row of the table of indicators. */
export interface Indicator {
  readonly name: string;
  readonly title: string;
  readonly pane: IndicatorPane;
  readonly outputs: readonly IndicatorOutput[];
  /** A line for each output; undefined where it is not defined, as without volume. */
  readonly lines: (input: IndicatorInput) => readonly (Line | undefined)[];
  /** The newest values alone, where they cost less than the ends of the lines. */
  readonly newest?: (input: IndicatorInput) => readonly (number | undefined)[];
}

/** An indicator of one output that bears its name. */
export function one(
  name: string,
  title: string,
  pane: IndicatorPane,
  unit: IndicatorUnit,
  formula: string,
  line: (input: IndicatorInput) => Line | undefined,
  newest?: (input: IndicatorInput) => number | undefined,
): Indicator {
  return {
    name,
    title,
    pane,
    outputs: [{ name, unit, formula }],
    lines: (input) => [line(input)],
    ...(newest === undefined ? {} : { newest: (input: IndicatorInput) => [newest(input)] }),
  };
}

/** An indicator of several outputs of one unit, each `[name, formula]`. */
export function many(
  name: string,
  title: string,
  pane: IndicatorPane,
  unit: IndicatorUnit,
  outputs: readonly (readonly [name: string, formula: string])[],
  lines: (input: IndicatorInput) => readonly Line[],
  newest?: (input: IndicatorInput) => readonly (number | undefined)[],
): Indicator {
  const named = outputs.map(([output, formula]) => ({ name: output, unit, formula }));
  return { name, title, pane, outputs: named, lines, ...(newest === undefined ? {} : { newest }) };
}

/** The bars of a series in which every bar says its volume. */
export type TradedInput = IndicatorInput & { readonly volume: Float64Array };

/** One of one output that needs the volume of every bar. */
export function traded(
  name: string,
  title: string,
  pane: IndicatorPane,
  unit: IndicatorUnit,
  formula: string,
  line: (input: TradedInput) => Line | undefined,
  newest?: (input: TradedInput) => number | undefined,
): Indicator {
  return one(name, title, pane, unit, formula, whenTraded(line), newest && whenTraded(newest));
}

function whenTraded<T>(compute: (input: TradedInput) => T | undefined): (input: IndicatorInput) => T | undefined {
  return (input) => {
    const { volume } = input;
    return volume === undefined ? undefined : compute({ ...input, volume });
  };
}
