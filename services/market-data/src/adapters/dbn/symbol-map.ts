import type { DbnRecord } from './decode-dbn.js';
import type { DbnMetadata } from './metadata.js';

const INSTRUMENT_ID = 0;
const DAY_NS = 86_400_000_000_000n;

interface Spell {
  readonly from: number;
  readonly to: number;
  readonly symbol: string;
}

/**
 * Which symbol an instrument's number stood for on a date. Numbers are used again, so the date matters. What the metadata
 * does not say may be said by definitions and mappings among the records.
 */
export class DbnSymbols {
  private readonly spells = new Map<number, Spell[]>();
  private readonly seen = new Map<number, string>();

  constructor(metadata: DbnMetadata) {
    for (const { symbol, intervals } of metadata.mappings) {
      for (const interval of intervals) {
        const [id, name] = metadata.outType === INSTRUMENT_ID ? [interval.symbol, symbol] : [symbol, interval.symbol];
        if (/^\d{1,10}$/.test(id) && name !== '') this.add(Number(id), { ...interval, symbol: name });
      }
    }
  }

  /** Takes what a record says about symbols. */
  learn(record: DbnRecord): void {
    if (record.kind === 'definition') this.seen.set(record.instrumentId, record.rawSymbol);
    if (record.kind === 'mapping') this.seen.set(record.instrumentId, record.inSymbol);
  }

  /** @param timeNs epoch nanoseconds; the UTC date counts */
  symbolOf(instrumentId: number, timeNs: bigint): string | undefined {
    const date = dateNumber(timeNs);
    const spell = this.spells.get(instrumentId)?.find(({ from, to }) => date >= from && date < to);
    return spell?.symbol ?? this.seen.get(instrumentId);
  }

  private add(id: number, spell: Spell): void {
    const known = this.spells.get(id);
    if (known === undefined) this.spells.set(id, [spell]);
    else known.push(spell);
  }
}

/** `20240701`. */
function dateNumber(timeNs: bigint): number {
  const date = new Date(Number(timeNs / DAY_NS) * 86_400_000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
