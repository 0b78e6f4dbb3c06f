import { dec, millis, newYorkDate, timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { Adjustment, BarInterval, type MarketDataService, type SymbolBars } from '@cream/proto/market';
import { type IntervalName, PERIODS_PER_YEAR, QuantError } from '@cream/quant';
import { INDICATOR_OUTPUTS, indicatorLine } from '@cream/technicals';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { dateFlag } from '../dates.js';
import { type FactorSeries, factorStudy, LEAST_SYMBOLS } from '../factor/factor-study.js';
import { TRANSFORMS, type Transform, transformed } from '../factor/transform-factor.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { factorDocument, factorLines } from '../print/factor.js';
import { symbolList } from '../symbols.js';
import { momentFlag } from '../universe/moment.js';

export interface FactorFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly symbols?: string;
  readonly universe?: string;
  readonly from: string;
  readonly to: string;
  readonly asOf?: string;
  readonly interval?: string;
  readonly horizons: string;
  readonly transform?: string;
  readonly quantiles: number;
  readonly delay: number;
}

type Market = Client<typeof MarketDataService>;

const MOST_HORIZONS = 20;

/** `cream factor`: how well an indicator orders the returns that follow it, over symbols or the members of a universe. */
export async function factor(indicator: string, flags: FactorFlags, out: Output): Promise<number> {
  if (!INDICATOR_OUTPUTS.includes(indicator)) {
    throw new UsageError(`${shown(indicator)} is no indicator: choose from ${INDICATOR_OUTPUTS.join(', ')}`);
  }
  if ((flags.symbols === undefined) === (flags.universe === undefined)) {
    throw new UsageError('name over what: either --symbols AAPL,MSFT,IBM or --universe ID');
  }
  const transform = TRANSFORMS.find((one) => one === (flags.transform ?? 'none'));
  if (transform === undefined) {
    throw new UsageError(
      `--transform ${shown(flags.transform ?? '')} is not known: choose from ${TRANSFORMS.join(', ')}`,
    );
  }
  const horizons = horizonsOf(flags.horizons);
  dateFlag('--from', flags.from);
  dateFlag('--to', flags.to);
  const fromMs = momentFlag('--from', flags.from, 'beginning') ?? 0;
  const toMs = momentFlag('--to', flags.to, 'end') ?? 0;
  if (fromMs > toMs) throw new UsageError(`--from ${flags.from} lies after --to ${flags.to}: swap them`);
  const asOfMs = momentFlag('--as-of', flags.asOf, 'end') ?? Date.now();

  const { dataDir, data } = flags;
  const market = await openMarketData({ dataDir, data, readOnly: true });
  try {
    const ask = { asOfMs, interval: intervalOf(flags.interval) };
    const withinDay = ![BarInterval.UNSPECIFIED, BarInterval.ONE_DAY].includes(ask.interval);
    const members =
      flags.universe === undefined
        ? undefined
        : await Members.read(market.client, flags.universe, { fromMs, toMs, withinDay });
    const symbols = members?.all ?? symbolList(flags.symbols ?? '');
    if (symbols.length < LEAST_SYMBOLS) {
      throw new UsageError(`${symbols.length} symbols, at least ${LEAST_SYMBOLS} are needed: a factor orders symbols`);
    }
    const series = await barsOf(market.client, symbols, ask);
    const study = factorStudy(
      series.map((one) => factorSeries(one, indicator, transform)),
      {
        ...{ fromMs, toMs, horizons, delay: flags.delay, quantiles: flags.quantiles, leastSymbols: LEAST_SYMBOLS },
        counts: (symbol, endMs) => members?.has(symbol, endMs) ?? true,
      },
    );
    const about = {
      ...{ indicator, transform, symbols, universe: flags.universe ?? null, from: flags.from, to: flags.to },
      ...{
        interval: intervalText(series[0]?.interval ?? BarInterval.UNSPECIFIED),
        delay: flags.delay,
        quantiles: flags.quantiles,
      },
      asOf: new Date(asOfMs).toISOString(),
    };
    out.document(factorDocument(about, study));
    for (const line of factorLines(about, study)) out.line(line);
    return study.horizons.some(({ summary }) => summary !== undefined) ? 0 : 1;
  } finally {
    await market.close();
  }
}

async function barsOf(
  market: Market,
  symbols: readonly string[],
  { asOfMs, interval }: { readonly asOfMs: number; readonly interval: BarInterval },
): Promise<SymbolBars[]> {
  const adjustment = Adjustment.SPLIT_WHERE_RAW;
  const { series } = await market.getBars({ symbols: [...symbols], asOf: timestamp(asOfMs), interval, adjustment });
  const other = series.find((one) => one.interval !== series[0]?.interval);
  if (other === undefined) return series;
  throw new UsageError(
    `${series[0]?.symbol} and ${other.symbol} have bars of different intervals: name one with --interval`,
  );
}

/** @throws UsageError for an indicator that the bars of a symbol make no numbers of */
function factorSeries(series: SymbolBars, indicator: string, transform: Transform): FactorSeries {
  const closes = series.bars.map(({ close }) => dec(close).toNumber());
  const periodsPerYear = PERIODS_PER_YEAR[BarInterval[series.interval] as IntervalName];
  const endsMs = series.bars.map(({ end }) => millis(end));
  try {
    const line = indicatorLine(series, indicator);
    const factor = line && transformed(line, transform, closes, periodsPerYear);
    return { symbol: series.symbol, endsMs, closes, factor };
  } catch (error) {
    if (error instanceof QuantError) throw new UsageError(`${series.symbol}: ${transform}: ${error.message}`);
    throw error;
  }
}

function horizonsOf(text: string): number[] {
  const horizons = [...new Set(text.split(',').map((one) => one.trim()))];
  const whole = horizons.every((one) => /^[1-9]\d{0,3}$/.test(one));
  if (whole && horizons.length <= MOST_HORIZONS) return horizons.map(Number).sort((a, b) => a - b);
  throw new UsageError(`--horizons ${shown(text)} are no bars: write at most ${MOST_HORIZONS} whole numbers, 1,5,20`);
}

interface MemberQuestion {
  readonly fromMs: number;
  readonly toMs: number;
  /** Values become known before the session closes. */
  readonly withinDay: boolean;
}

/**
 * Who belonged to a universe, month by month: the members of a month are those at the close of its first session, which is
 * when the first daily value of the month is known; for bars within the day those at its open.
 */
class Members {
  private constructor(private readonly byMonth: ReadonlyMap<string, ReadonlySet<string>>) {}

  static async read(market: Market, universe: string, { fromMs, toMs, withinDay }: MemberQuestion): Promise<Members> {
    const [from, to] = [dateFlag('--from', newYorkDate(fromMs)), dateFlag('--to', newYorkDate(toMs))];
    const { sessions } = await market.getSessions({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    const byMonth = new Map<string, ReadonlySet<string>>();
    for (const { open, close } of sessions) {
      const asOf = withinDay ? open : close;
      const month = monthOf(millis(asOf));
      if (byMonth.has(month) || asOf === undefined) continue;
      const { symbols } = await market.resolveUniverse({ universeId: universe, asOf });
      byMonth.set(month, new Set(symbols));
    }
    return new Members(byMonth);
  }

  get all(): string[] {
    return [...new Set([...this.byMonth.values()].flatMap((members) => [...members]))].sort();
  }

  has(symbol: string, endMs: number): boolean {
    return this.byMonth.get(monthOf(endMs))?.has(symbol) === true;
  }
}

function monthOf(ms: number): string {
  return newYorkDate(ms).slice(0, 7);
}
