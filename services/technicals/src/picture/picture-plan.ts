import { millis } from '@cream/domain';
import { type ChartLine, ChartPane, type GetChartResponse } from '@cream/proto/knowledge';
import { type Bar, BarInterval } from '@cream/proto/market';

/** A bar as it is drawn: floats are enough for pixels. */
export interface DrawnBar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Undefined when the bar says none. */
  readonly volume: number | undefined;
}

/** An indicator with its lines in one pane. */
export interface DrawnIndicator {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly ChartLine[];
}

/** A chart sorted by panes. */
export interface PicturePlan {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly intraday: boolean;
  readonly bars: readonly DrawnBar[];
  readonly price: readonly DrawnIndicator[];
  readonly volume: readonly DrawnIndicator[];
  readonly own: readonly DrawnIndicator[];
}

/** @param title of an indicator by its name */
export function picturePlan(chart: GetChartResponse, title: (name: string) => string): PicturePlan {
  const inPane = (pane: ChartPane): DrawnIndicator[] => {
    const byIndicator = Map.groupBy(
      chart.lines.filter((line) => line.pane === pane),
      ({ indicator }) => indicator,
    );
    return [...byIndicator].map(([name, lines]) => ({ name, title: title(name), lines }));
  };
  return {
    symbol: chart.symbol,
    interval: chart.interval,
    intraday: chart.interval !== BarInterval.ONE_DAY,
    bars: chart.bars.map(drawnBar),
    price: inPane(ChartPane.PRICE),
    volume: inPane(ChartPane.VOLUME),
    own: inPane(ChartPane.OWN),
  };
}

function drawnBar({ start, end, open, high, low, close, volume }: Bar): DrawnBar {
  return {
    // A daily bar's two ends have one date; an intraday bar is known by when it began.
    time: millis(start ?? end, 'bar.start'),
    open: Number(open?.value),
    high: Number(high?.value),
    low: Number(low?.value),
    close: Number(close?.value),
    volume: volume === undefined ? undefined : Number(volume.value),
  };
}

const INTERVALS: ReadonlyMap<BarInterval, string> = new Map([
  [BarInterval.ONE_MINUTE, '1 minute'],
  [BarInterval.FIVE_MINUTES, '5 minutes'],
  [BarInterval.FIFTEEN_MINUTES, '15 minutes'],
  [BarInterval.THIRTY_MINUTES, '30 minutes'],
  [BarInterval.ONE_HOUR, '1 hour'],
  [BarInterval.ONE_DAY, 'daily'],
]);

export function intervalText(interval: BarInterval): string {
  return INTERVALS.get(interval) ?? 'unknown interval';
}
