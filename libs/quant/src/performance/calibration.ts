import { type ForecastGroup, type Forecasts, type Grouping, groupForecasts } from './forecasts.js';

const TEN_BINS: Grouping = { by: 'width', bins: 10 };

/** One point of a calibration curve: on the diagonal what was forecast is what happens. */
export type CalibrationPoint = Pick<ForecastGroup, 'count' | 'forecast' | 'observed'>;

/** Reliability diagram: the mean forecast and the observed share of each bin that holds forecasts, in rising order. */
export function calibrationCurve(forecasts: Forecasts, grouping: Grouping = TEN_BINS): CalibrationPoint[] {
  return groupForecasts(forecasts, grouping).map(({ count, forecast, observed }) => ({ count, forecast, observed }));
}

/**
 * Expected calibration error: mean of |observed − forecast| over the bins, weighted by their forecasts (Naeini et al.,
 * 2015). Undefined without forecasts.
 */
export function expectedCalibrationError(forecasts: Forecasts, grouping: Grouping = TEN_BINS): number | undefined {
  const curve = calibrationCurve(forecasts, grouping);
  if (curve.length === 0) return undefined;
  return curve.reduce((sum, point) => sum + point.count * gapOf(point), 0) / forecasts.outcomes.length;
}

/** The largest |observed − forecast| of a bin; undefined without forecasts. */
export function maximumCalibrationError(forecasts: Forecasts, grouping: Grouping = TEN_BINS): number | undefined {
  const curve = calibrationCurve(forecasts, grouping);
  return curve.length === 0 ? undefined : Math.max(...curve.map(gapOf));
}

function gapOf({ forecast, observed }: CalibrationPoint): number {
  return Math.abs(observed - forecast);
}
