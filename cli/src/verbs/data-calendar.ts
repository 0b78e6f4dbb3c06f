import { millis, newYorkDate } from '@cream/domain';
import { CalendarEventKind } from '@cream/proto/market';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import { oneLine } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

export interface CalendarFlags {
  readonly dataDir: string;
  readonly from: string;
  readonly to: string;
  readonly asOf?: string;
  readonly symbols?: string;
}

/** `cream data calendar`: reports and releases in a range of dates, as they were scheduled at a time. */
export async function dataCalendar(flags: CalendarFlags, out: Output): Promise<number> {
  const asked = askedAt(flags.asOf);
  const [from, to] = [dateFlag('--from', flags.from), dateFlag('--to', flags.to)];
  if (from === undefined || to === undefined) throw new UsageError('--from and --to name the dates');
  const symbols = flags.symbols === undefined ? [] : vendorSymbols(flags.symbols);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { events } = await market.client.listCalendarEvents({ symbols, from, to, asOf: asked.asOf });
    const rows = events.map((one) => ({
      kind: CalendarEventKind[one.kind],
      name: one.name,
      symbol: one.symbol || null,
      country: one.country || null,
      date: newYorkDate(millis(one.time)),
      time: one.hasTime ? isoTimeOrNull(one.time) : null,
      impact: one.impact || null,
      previous: one.previous?.value ?? null,
      estimate: one.estimate?.value ?? null,
      actual: one.actual?.value ?? null,
      knownAt: isoTimeOrNull(one.knownAt),
      source: one.source,
    }));
    out.document({ asOf: asked.text, events: rows });
    for (const { date, time, symbol, country, name, impact, ...numbers } of rows) {
      const said = (['previous', 'estimate', 'actual'] as const).flatMap((one) =>
        numbers[one] === null ? [] : `${one} ${numbers[one]}`,
      );
      const about = oneLine(symbol ?? country ?? '').padEnd(8);
      out.line(
        `${date} ${(time?.slice(11, 16).concat('Z') ?? '').padEnd(6)} ${about} ${oneLine([name, impact].filter(Boolean).join(', '))}  ${said.join(', ')}`,
      );
    }
    if (rows.length === 0)
      out.line('nothing was known to be scheduled: cream data import --vendor fmp --kind calendar asks');
    return 0;
  } finally {
    await market.close();
  }
}
