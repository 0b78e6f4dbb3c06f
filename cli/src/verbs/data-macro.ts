import { isoDate } from '@cream/domain';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { dateFlag } from '../dates.js';
import { oneLine } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

export interface MacroFlags {
  readonly dataDir: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

/** `cream data macro`: economic series in the vintages of a time; without names the newest of every series. */
export async function dataMacro(series: readonly string[], flags: MacroFlags, out: Output): Promise<number> {
  const asked = askedAt(flags.asOf);
  const [from, to] = [dateFlag('--from', flags.from), dateFlag('--to', flags.to)];
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { observations } = await market.client.listMacroObservations({
      series: [...series],
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      asOf: asked.asOf,
      limit: flags.limit ?? (series.length === 0 ? 1 : 12),
    });
    const rows = observations.map(({ series: name, date, value, knownAt, source }) => ({
      series: name,
      date: date === undefined ? null : isoDate(date),
      value: value?.value ?? null,
      knownAt: isoTimeOrNull(knownAt),
      source,
    }));
    out.document({ asOf: asked.text, observations: rows });
    for (const { series: name, date, value, knownAt, source } of rows) {
      out.line(
        `${oneLine(name).padEnd(16)} ${date}  ${(value ?? '–').padStart(16)}  known ${knownAt}  ${oneLine(source)}`,
      );
    }
    if (rows.length === 0) out.line('nothing was known: cream data import --vendor fred --kind macro brings some');
    return 0;
  } finally {
    await market.close();
  }
}
