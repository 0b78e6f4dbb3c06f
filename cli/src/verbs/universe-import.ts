import { readConstituentFile, readFactFile, readHoldingsFile } from '@cream/market-data';
import { openMarketData } from '../data/open-market-data.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { counted } from '../print/universe.js';

export interface UniverseImportFlags {
  readonly dataDir: string;
  readonly source: string;
  readonly date?: string;
  readonly knownOn?: string;
}

type Market = Awaited<ReturnType<typeof openMarketData>>['client'];
type Totals = { readonly inserted: number; readonly unchanged: number; readonly conflicts: number };

interface Work {
  /** For people: what is counted. */
  readonly what: string;
  readonly file: string;
  readonly skipped: number;
  send(market: Market, source: string): Promise<Totals & { readonly ended?: number }>;
}

const KINDS = 'constituents INDEX FILE, holdings FUND FILE, or facts FILE';

/**
 * `cream universe import`: what definitions can name, of a CSV file, into the store.
 * @returns 1 when something contradicts what is stored, else 0
 */
export async function universeImport(
  kind: string,
  args: readonly string[],
  flags: UniverseImportFlags,
  out: Output,
): Promise<number> {
  if (flags.source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');
  const { file, what, skipped, send } = workOf(kind, args, flags);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  try {
    const { inserted, unchanged, conflicts, ended } = await send(market.client, flags.source);
    const ends = ended === undefined ? {} : { ended };
    out.document({ file, inserted, ...ends, unchanged, conflicts, skipped });
    const parts = [
      counted(inserted, `new ${what}`),
      ...(ended === undefined ? [] : [`${ended} ended`]),
      `${unchanged} known`,
      `${conflicts} contradicting${conflicts > 0 ? ': see cream data check --code conflict' : ''}`,
      ...(skipped > 0 ? [`${counted(skipped, 'row')} without a symbol left out`] : []),
    ];
    out.line(`${file}: ${parts.join(', ')}`);
    return conflicts > 0 ? 1 : 0;
  } finally {
    await market.close();
  }
}

function workOf(kind: string, args: readonly string[], flags: UniverseImportFlags): Work {
  const date = dateFlag('--date', flags.date);
  const knownOn = dateFlag('--known-on', flags.knownOn);
  const [first = '', second = '', ...more] = args;
  if (kind === 'facts') {
    if (first === '' || second !== '') throw new UsageError('write: cream universe import facts FILE');
    refuse('--date', flags.date, kind);
    const facts = readFactFile(first, knownOn);
    return {
      ...{ what: 'fact', file: first, skipped: 0 },
      send: (market, source) => market.importInstrumentFacts({ facts, source }),
    };
  }
  if (kind !== 'constituents' && kind !== 'holdings') {
    throw new UsageError(`${shown(kind)} cannot be imported: it is ${KINDS}`);
  }
  const name = first.toUpperCase();
  if (name === '' || second === '' || more.length > 0) throw new UsageError(`write: cream universe import ${KINDS}`);
  if (kind === 'holdings') {
    const { dates, skipped } = readHoldingsFile(second, date, knownOn);
    return {
      ...{ what: 'date', file: second, skipped },
      send: (market, source) => market.importHoldings({ fundId: name, dates, source }),
    };
  }
  refuse('--date', flags.date, kind);
  refuse('--known-on', flags.knownOn, kind);
  const spells = readConstituentFile(second);
  return {
    ...{ what: 'spell', file: second, skipped: 0 },
    send: (market, source) => market.importConstituents({ indexId: name, spells, source }),
  };
}

/** A flag that would do nothing would be believed to do something. */
function refuse(flag: string, value: string | undefined, kind: string): void {
  if (value !== undefined) throw new UsageError(`${flag} says nothing about ${kind}`);
}
