import { canonicalText, Decimal } from '@cream/domain';
import { Adjustment, CorporateAction_Kind } from '@cream/proto/market';
import { newYorkDay } from '../calendar/new-york-clock.js';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import { type BarRows, BarSeries } from './bar-series.js';
import type { InstrumentAction } from './instruments.js';
import { MarketDataError } from './market-data-error.js';

const { SPLIT, DIVIDEND } = CorporateAction_Kind;
/** Fraction digits of an adjusted price or volume; a raw one keeps all its digits. */
const ADJUSTED_DIGITS = 8;
const NONE = new Decimal(1);

/** What bars that start before a time are multiplied by. */
export interface AdjustmentStep {
  readonly beforeMs: number;
  /** New units per old unit of all later splits. */
  readonly split: Decimal;
  /** What is left of a price after all later dividends. */
  readonly dividend: Decimal;
}

/**
 * The factors of a series at a time, newest first: those of every split (and, for total return, dividend) that had been
 * announced and had taken effect by `asOfMs`. A split announced for a later day changes nothing yet: until then prices are
 * quoted in old units. A dividend's factor is `1 - dividend / close`, with the close of the last session before the ex-date
 * (CRSP's and LEAN's definition); one that no bar precedes has nothing to adjust.
 * @throws MarketDataError BAD_ACTION for a dividend that is not below the price it is paid from
 */
export function adjustmentSteps(
  series: BarSeries,
  actions: readonly InstrumentAction[],
  adjustment: Adjustment,
  asOfMs: number,
  calendar: TradingCalendar,
): AdjustmentStep[] {
  const wanted = adjustment === Adjustment.TOTAL_RETURN ? [SPLIT, DIVIDEND] : [SPLIT];
  const known = actions.filter(
    ({ kind, announcedMs, effectiveMs }) => wanted.includes(kind) && announcedMs <= asOfMs && effectiveMs <= asOfMs,
  );
  const steps: AdjustmentStep[] = [];
  let [split, dividend] = [NONE, NONE];
  for (const action of known.toSorted((a, b) => b.effectiveMs - a.effectiveMs)) {
    if (action.kind === SPLIT) split = split.mul(action.value);
    else dividend = dividend.mul(remainder(series, action, calendar) ?? NONE);
    steps.push({ beforeMs: action.effectiveMs, split, dividend });
  }
  return steps;
}

/** The series as an adjusted read sees it. Times and raw numbers are shared with the raw series. */
export function adjusted(series: BarSeries, steps: readonly AdjustmentStep[]): BarSeries {
  if (steps.length === 0) return series;
  return new BarSeries({ ...series.parts, rows: new AdjustedRows(series.parts.rows, series, steps.toReversed()) });
}

/** Price × dividend factor ÷ split ratio, volume × split ratio, rounded half-even to 8 digits when they are read. */
class AdjustedRows implements BarRows {
  constructor(
    private readonly raw: BarRows,
    private readonly series: BarSeries,
    /** Oldest first. */
    private readonly steps: readonly AdjustmentStep[],
  ) {}

  fields(row: number): [open: string, high: string, low: string, close: string, volume: string] {
    const fields = this.raw.fields(row);
    const start = this.series.startOf(row);
    const step = this.steps.find(({ beforeMs }) => start < beforeMs);
    if (step === undefined) return fields;
    const [open, high, low, close, volume] = fields;
    const price = (text: string) => canonical(new Decimal(text).mul(step.dividend).div(step.split));
    return [price(open), price(high), price(low), price(close), canonical(new Decimal(volume).mul(step.split))];
  }

  content(): Uint8Array {
    const rows = Array.from({ length: this.series.length }, (_, row) => `${this.fields(row).join(',')},`);
    return Buffer.from(rows.join(''), 'latin1');
  }
}

/** Canonical text of the contract: no exponent, no trailing zeros. */
function canonical(value: Decimal): string {
  return canonicalText(value.toDecimalPlaces(ADJUSTED_DIGITS));
}

function remainder(series: BarSeries, action: InstrumentAction, calendar: TradingCalendar): Decimal | undefined {
  const exDay = newYorkDay(action.effectiveMs);
  const session = calendar.sessionBefore(exDay);
  const last = series.visibleAt(session?.closeMs ?? action.effectiveMs) - 1;
  if (last < 0) return undefined;
  const [, , , close] = series.parts.rows.fields(last);
  const left = NONE.minus(new Decimal(action.value).div(close));
  if (left.gt(0)) return left;
  const text = `a dividend of ${action.value} is not below the close ${close} before it`;
  throw new MarketDataError('BAD_ACTION', `${action.symbol}: ${text}`);
}
