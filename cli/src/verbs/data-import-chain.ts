import { timestamp } from '@cream/domain';
import { CHAIN_VENDORS, VendorError, vendorChains } from '@cream/market-data';
import { environment } from '../cli.config.js';
import { openMarketData } from '../data/open-market-data.js';
import { optionMessage } from '../data/option-message.js';
import { strikeFlag } from '../data/strike-flag.js';
import { vendorFailure } from '../data/vendor-failure.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { dateFlag } from '../dates.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { countView } from '../print/count-view.js';

export interface ChainImportFlags {
  readonly dataDir: string;
  readonly vendor: string;
  readonly symbols?: string;
  readonly source?: string;
  readonly expirationFrom?: string;
  readonly expirationTo?: string;
  readonly strikeFrom?: string;
  readonly strikeTo?: string;
}

/**
 * `cream data import --vendor … --kind option-chain`: option chains as they stand now, into the store.
 * @returns 0 when all of each chain is stored, 1 when contracts were put aside or a symbol has no options
 */
export async function dataImportChain(flags: ChainImportFlags, out: Output): Promise<number> {
  const vendor = CHAIN_VENDORS.find((one) => one === flags.vendor.toLowerCase());
  if (vendor === undefined) {
    throw new UsageError(
      `--vendor ${shown(flags.vendor)} has no option chains: choose from ${CHAIN_VENDORS.join(', ')}`,
    );
  }
  const symbols = vendorSymbols(flags.symbols);
  const asked = {
    expirationFrom: given('--expiration-from', flags.expirationFrom),
    expirationTo: given('--expiration-to', flags.expirationTo),
    strikeFrom: strikeFlag('--strike-from', flags.strikeFrom)?.value,
    strikeTo: strikeFlag('--strike-to', flags.strikeTo)?.value,
  };
  const chains = vendorChains(vendor, environment());
  const source = flags.source ?? chains.source;
  if (source.trim() === '') throw new UsageError('--source is empty: say where the data comes from');

  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: false });
  using interruption = untilInterrupted();
  const { signal } = interruption;
  const view = countView(!out.json, 'contracts');
  try {
    const taken = [];
    for (const underlying of symbols) {
      const came = (count: number) => view.update(underlying, count);
      const { takenMs, options } = await chains.take({ underlying, ...asked }, signal, came);
      const messages = options.flatMap((option) => optionMessage(option, underlying) ?? []);
      const offer = { underlying, takenAt: timestamp(takenMs), options: messages, source };
      const none = { inserted: 0, unchanged: 0, quarantined: 0, conflicts: 0 };
      const { inserted, quarantined, conflicts } =
        messages.length === 0 ? none : await market.client.importOptionChain(offer);
      const unknownMultiplier = options.length - messages.length;
      taken.push({
        underlying,
        takenAt: new Date(takenMs).toISOString(),
        inserted,
        quarantined,
        conflicts,
        unknownMultiplier,
      });
    }
    view.done();
    for (const one of taken) out.line(lineOf(one));
    out.document({ vendor, source, chains: taken });
    return taken.every(({ inserted, quarantined }) => inserted > 0 && quarantined === 0) ? 0 : 1;
  } catch (error) {
    if (signal.aborted) throw new StoppedError('Interrupted', 'interrupted: chains that were stored stay');
    throw error instanceof VendorError ? vendorFailure(error, 'option chains') : error;
  } finally {
    view.done();
    await market.close();
  }
}

interface Taken {
  readonly underlying: string;
  readonly takenAt: string;
  readonly inserted: number;
  readonly quarantined: number;
  readonly conflicts: number;
  readonly unknownMultiplier: number;
}

function lineOf({ underlying, takenAt, inserted, quarantined, conflicts, unknownMultiplier }: Taken): string {
  const aside = quarantined === 0 ? '' : `, ${quarantined} put aside: see cream data check --symbols ${underlying}`;
  const other = conflicts === 0 ? '' : ', another chain is stored for this time';
  const left = unknownMultiplier === 0 ? '' : `; not stored: ${unknownMultiplier} adjusted ones whose size is not told`;
  return `${underlying} at ${takenAt}: ${inserted} contracts${other}${aside}${left}`;
}

function given(flag: string, text: string | undefined): string | undefined {
  dateFlag(flag, text);
  return text;
}
