import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkQuoteFile, TICK_VENDORS, type TickKind, VendorError, vendorTicks } from '@cream/market-data';
import { environment } from '../cli.config.js';
import { folderOfOut } from '../data/folder-of-out.js';
import { vendorFailure } from '../data/vendor-failure.js';
import { vendorSymbols } from '../data/vendor-symbols.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { countView } from '../print/count-view.js';
import { momentFlag } from '../universe/moment.js';

export interface TicksFlags {
  readonly vendor: string;
  readonly symbols: string;
  readonly from: string;
  readonly to: string;
  readonly out?: string;
}

const KINDS: readonly TickKind[] = ['quotes', 'trades'];

/**
 * `cream data ticks quotes|trades`: quotes or trades of a vendor into a CSV file, which is there whole or not at all.
 * @returns 1 when there are none, or quotes are crossed
 */
export async function dataTicks(kindText: string, flags: TicksFlags, out: Output): Promise<number> {
  const kind = KINDS.find((one) => one === kindText);
  if (kind === undefined) throw new UsageError(`${shown(kindText)} are no ticks: choose from ${KINDS.join(', ')}`);
  const vendor = TICK_VENDORS.find((one) => one === flags.vendor.toLowerCase());
  if (vendor === undefined) {
    throw new UsageError(`--vendor ${shown(flags.vendor)} has no ${kind}: choose from ${TICK_VENDORS.join(', ')}`);
  }
  const symbols = vendorSymbols(flags.symbols);
  const fromMs = momentFlag('--from', flags.from, 'beginning') ?? 0;
  const toMs = momentFlag('--to', flags.to, 'end') ?? 0;
  if (fromMs >= toMs) throw new UsageError(`--from ${flags.from}: --to ${flags.to} lies before it`);
  const file = resolve(flags.out ?? `${symbols.join('-')}-${kind}-${flags.from.slice(0, 10)}.csv`);
  folderOfOut(flags.out, file);

  const ticks = vendorTicks(vendor, kind, environment());
  using interruption = untilInterrupted();
  const { signal } = interruption;
  const view = countView(!out.json, kind);
  const partial = `${file}.partial`;
  const descriptor = openSync(partial, 'w');
  let count = 0;
  try {
    writeSync(descriptor, ticks.header);
    for await (const row of ticks.rows({ symbols, range: { fromMs, toMs } }, signal)) {
      writeSync(descriptor, row);
      count += 1;
      if (count % 1000 === 0) view.update(symbols.join(','), count);
    }
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(partial, { force: true });
    if (signal.aborted) throw new StoppedError('Interrupted', 'interrupted: no file was written');
    throw error instanceof VendorError ? vendorFailure(error, kind) : error;
  } finally {
    closeSync(descriptor);
    view.done();
  }
  if (count === 0) rmSync(partial);
  else renameSync(partial, file);
  const crossed = kind === 'quotes' && count > 0 ? checkQuoteFile(file, symbols[0] ?? '').length : 0;
  out.document({ file: count === 0 ? null : file, vendor, kind, symbols, rows: count, crossed });
  const found = crossed === 0 ? '' : `, ${crossed} crossed: see cream data check --quotes ${file}`;
  out.line(count === 0 ? `${vendor} has no ${kind} of this time` : `${file}: ${count} ${kind}${found}`);
  return count === 0 || crossed > 0 ? 1 : 0;
}
