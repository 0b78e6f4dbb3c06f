import { readBarFile } from '@cream/market-data';
import { BarInterval } from '@cream/proto/market';
import { StoppedError, UsageError } from '../failure.js';
import { BarFile, fileDigest } from './bar-file.js';
import type { BarSource } from './bar-source.js';
import { type NamedFile, symbolOf } from './import-files.js';
import { intervalText } from './intervals.js';
import { TextBars } from './text-bars.js';

/** Bars of one symbol in a file. */
export interface FileBars {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly bars: BarSource;
}

/**
 * What is to be imported from a file: of a CSV or Parquet file one symbol's bars, of a DBN file those of each symbol in it, or of
 * the one that is asked for. An import of either is found again by the content of the file.
 * @throws UsageError, MarketDataError, StoppedError
 */
export async function fileBars(file: NamedFile, interval: BarInterval, signal: AbortSignal): Promise<FileBars[]> {
  const { path, format, symbol } = file;
  if (format === 'text') return [{ symbol, interval, bars: await BarFile.open(path) }];
  const digest = await fileDigest(path);
  const made = await readBarFile(path, format, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new StoppedError('Interrupted', `interrupted while ${path} was read: the same command begins again`);
  });
  const names = [...new Set(made.flatMap((one) => one.symbol ?? []))];
  const wanted = made.filter((one) => one.symbol === undefined || symbol === '' || one.symbol === symbol);
  if (wanted.length === 0) throw new UsageError(`${path}: there is no ${symbol} in it, but ${names.join(', ')}`);
  return wanted.map((one) => {
    if (one.interval !== BarInterval.UNSPECIFIED && interval !== BarInterval.UNSPECIFIED && interval !== one.interval) {
      throw new UsageError(`${path}: --interval ${intervalText(interval)}: it has ${intervalText(one.interval)} bars`);
    }
    return {
      symbol:
        one.symbol === undefined ? symbol : symbolOf(one.symbol, path, ' of the store: choose others with --symbol'),
      interval: one.interval || interval,
      bars: new TextBars(path, one.text, digest),
    };
  });
}
