import { hash, sha256, type Timestamp, timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { CorporateAction_Kind, type MarketDataService } from '@cream/proto/market';

type Store = Pick<Client<typeof MarketDataService>, 'importBars' | 'importCorporateActions'>;

/** One day of a stored series, raw as traded. Absent: open, high and low around the close, a million shares. */
export interface StoredDay {
  /** New York, `2020-08-31`. */
  readonly date: string;
  readonly close: number | string;
  readonly open?: number | string;
  readonly high?: number | string;
  readonly low?: number | string;
  readonly volume?: number | string;
}

/** Imports daily bars into the store of market-data. */
export async function importDays(store: Store, symbol: string, days: readonly StoredDay[]): Promise<void> {
  const header = 'date,open,high,low,close,volume\n';
  const lines = days.map((day) => `${lineOf(day)}\n`).join('');
  const whole = Buffer.from(header + lines);
  const { quarantined, conflicts, complete } = await store.importBars({
    symbol,
    source: 'story',
    file: `${symbol}.csv`,
    content: hash(sha256(whole)),
    header: Buffer.from(header),
    offset: BigInt(header.length),
    lines: Buffer.from(lines),
    last: true,
  });
  if (!complete || quarantined > 0n || conflicts > 0n) {
    throw new Error(
      `the story of ${symbol} was not stored as it was told: ${quarantined} refused, ${conflicts} differ`,
    );
  }
}

function lineOf({ date, close, open = close, high, low, volume = 1_000_000 }: StoredDay): string {
  const [top, bottom] = [Math.max(Number(open), Number(close)), Math.min(Number(open), Number(close))];
  return [date, open, high ?? top, low ?? bottom, close, volume].join(',');
}

/** What became of a unit: `ratio` new ones for a split, `dollars` for a dividend. Times in UTC. */
export interface StoredAction {
  readonly announced: string;
  /** Midnight in New York before the first bar in new units, or without the dividend. */
  readonly effective: string;
}

export async function importSplit(store: Store, symbol: string, ratio: string, when: StoredAction): Promise<void> {
  await importAction(store, symbol, CorporateAction_Kind.SPLIT, ratio, when);
}

export async function importDividend(store: Store, symbol: string, dollars: string, when: StoredAction): Promise<void> {
  await importAction(store, symbol, CorporateAction_Kind.DIVIDEND, dollars, when);
}

async function importAction(
  store: Store,
  symbol: string,
  kind: CorporateAction_Kind,
  value: string,
  { announced, effective }: StoredAction,
): Promise<void> {
  const times = { announcedAt: at(announced), effectiveAt: at(effective) };
  await store.importCorporateActions({ actions: [{ symbol, kind, value: { value }, ...times }], source: 'story' });
}

function at(time: string): Timestamp {
  return timestamp(Date.parse(time));
}

/** The first weekdays from a date on, Monday to Friday: sessions of the NYSE but for its holidays. */
export function weekdays(from: string, count: number, holidays: readonly string[] = []): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(`${from}T00:00Z`); days.length < count; ms += 86_400_000) {
    const date = new Date(ms).toISOString().slice(0, 10);
    if (new Date(ms).getUTCDay() % 6 !== 0 && !holidays.includes(date)) days.push(date);
  }
  return days;
}
