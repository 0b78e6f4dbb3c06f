import { invalidArgument } from '@cream/grpc';
import { ChartTheme, type RenderChartRequest } from '@cream/proto/knowledge';
import type { Indicator } from '../app/indicators/indicator.js';
import { indicatorsNamed } from '../app/indicators/indicator-table.js';

const DEFAULTS = { bars: 120, width: 1600, height: 900 } as const;
const BOUNDS = { bars: [10, 500], width: [400, 4000], height: [300, 4000] } as const;
const DEFAULT_INDICATORS = indicatorsNamed([
  'sma_20',
  'sma_50',
  'bollinger_20_2',
  'volume_sma_20',
  'rsi_14',
  'macd_12_26_9',
]);
/** More panes would leave no height to any. */
const MOST_OWN_PANES = 4;

/** A request with everything left open decided. */
export interface PictureRequest {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme.LIGHT | ChartTheme.DARK;
  readonly indicators: readonly Indicator[];
}

/** @throws ConnectError INVALID_ARGUMENT, DomainError `INDICATOR_UNKNOWN`, naming the field */
export function pictureRequest(request: RenderChartRequest): PictureRequest {
  const indicators = request.indicators.length === 0 ? DEFAULT_INDICATORS : indicatorsNamed(request.indicators);
  const own = indicators.filter(({ pane }) => pane === 'OWN').length;
  if (own > MOST_OWN_PANES)
    throw invalidArgument('indicators', `${own} need a pane of their own, at most ${MOST_OWN_PANES} fit`);
  return {
    count: bounded('bars', request.bars),
    width: bounded('width', request.width),
    height: bounded('height', request.height),
    theme: request.theme === ChartTheme.DARK ? ChartTheme.DARK : ChartTheme.LIGHT,
    indicators,
  };
}

function bounded(field: keyof typeof DEFAULTS, value: number): number {
  if (value === 0) return DEFAULTS[field];
  const [least, most] = BOUNDS[field];
  if (value < least || value > most) throw invalidArgument(field, `must be ${least} to ${most}, got ${value}`);
  return value;
}
