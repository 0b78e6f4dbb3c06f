import { type ChartOptions, type DeepPartial, TickMarkType, type Time } from 'lightweight-charts';
import { newYorkTick, newYorkTime } from '../format/time.js';

const STEPS = {
  [TickMarkType.Year]: 'year',
  [TickMarkType.Month]: 'month',
  [TickMarkType.DayOfMonth]: 'day',
  [TickMarkType.Time]: 'time',
  [TickMarkType.TimeWithSeconds]: 'time',
} as const;

/** What every chart has in common: New York's clock, all of a long line at once, and the page's own font. */
export function chartOptions(): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    // The notice that the licence asks for is in the footer of every page.
    layout: { attributionLogo: false, fontFamily: getComputedStyle(document.body).fontFamily },
    localization: { timeFormatter: (time: Time) => newYorkTime(instant(time)) },
    rightPriceScale: { borderVisible: false, entireTextOnly: true },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      fixLeftEdge: true,
      fixRightEdge: true,
      // Half a pixel, the default, would cut off the beginning of a run of five years.
      minBarSpacing: 0.001,
      tickMarkFormatter: (time: Time, step: TickMarkType) => newYorkTick(instant(time), STEPS[step]),
    },
    // The wheel scrolls the page; a pinch or a drag moves the chart.
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  };
}

/** Reads a design token as a colour. */
export type Token = (name: string) => string;

/** The tokens as they stand at an element, in the theme of now: a canvas cannot look them up itself. */
export function tokenReader(element: HTMLElement): Token {
  const tokens = getComputedStyle(element);
  return (name) => tokens.getPropertyValue(name).trim();
}

/** All points are in epoch seconds. */
const instant = (time: Time) => ({ seconds: BigInt(Number(time)), nanos: 0 });
