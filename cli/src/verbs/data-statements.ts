import { isoDate } from '@cream/domain';
import { FiscalPeriod, StatementKind } from '@cream/proto/market';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { UsageError } from '../failure.js';
import { oneLine, shown } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

export interface StatementsFlags {
  readonly dataDir: string;
  readonly asOf?: string;
  readonly period?: string;
  readonly limit?: number;
}

const PERIODS: ReadonlyMap<string, FiscalPeriod> = new Map([
  ['year', FiscalPeriod.YEAR],
  ['quarter', FiscalPeriod.QUARTER],
]);

/** `cream data statements`: what companies had filed by a time, the newest of each kind. */
export async function dataStatements(symbols: string, flags: StatementsFlags, out: Output): Promise<number> {
  const asked = askedAt(flags.asOf);
  const period = flags.period === undefined ? FiscalPeriod.UNSPECIFIED : PERIODS.get(flags.period);
  if (period === undefined) {
    throw new UsageError(
      `--period ${shown(flags.period ?? '')} is not known: choose from ${[...PERIODS.keys()].join(', ')}`,
    );
  }
  const about = vendorSymbols(symbols, 'the symbol');
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const request = { symbols: about, period, asOf: asked.asOf, limit: flags.limit ?? 1 };
    const { statements } = await market.client.listStatements(request);
    const rows = statements.map((one) => ({
      symbol: one.symbol,
      kind: StatementKind[one.kind],
      period: FiscalPeriod[one.period],
      fiscalDate: one.fiscalDate === undefined ? null : isoDate(one.fiscalDate),
      currency: one.currency,
      knownAt: isoTimeOrNull(one.knownAt),
      source: one.source,
      items: Object.fromEntries(one.items.map(({ name, value }) => [name, value?.value ?? null])),
    }));
    out.document({ asOf: asked.text, statements: rows });
    for (const { symbol, kind, period: of, fiscalDate, currency, knownAt, source, items } of rows) {
      out.line(
        `${symbol} ${kind} ${of} to ${fiscalDate}, ${oneLine(currency)}, accepted ${knownAt}  ${oneLine(source)}`,
      );
      for (const [name, value] of Object.entries(items))
        out.line(`  ${oneLine(name).padEnd(40)} ${(value ?? '').padStart(20)}`);
    }
    if (rows.length === 0) out.line('nothing was filed: cream data import --vendor fmp --kind statements brings some');
    return 0;
  } finally {
    await market.close();
  }
}
