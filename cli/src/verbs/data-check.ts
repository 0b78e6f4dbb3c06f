import { create } from '@bufbuild/protobuf';
import { millis, timestamp } from '@cream/domain';
import { checkQuoteFile } from '@cream/market-data';
import {
  type Finding,
  Finding_Code,
  Finding_Severity,
  type FindingCount,
  FindingCountSchema,
  type ListFindingsResponse,
  ListFindingsResponseSchema,
} from '@cream/proto/market';
import { importFiles } from '../data/import-files.js';
import { intervalOf, intervalText } from '../data/intervals.js';
import { openMarketData } from '../data/open-market-data.js';
import { endOfDate } from '../dates.js';
import { UsageError } from '../failure.js';
import type { Output } from '../output.js';
import { isoTimeOrNull } from '../print/iso-time.js';

export interface DataCheckFlags {
  readonly dataDir: string;
  readonly symbols?: string;
  readonly interval?: string;
  readonly code?: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly quotes?: string;
}

/** `cream data check`: what the checks find. @returns 1 when a row was refused or contradicts what is stored, else 0 */
export async function dataCheck(flags: DataCheckFlags, out: Output): Promise<number> {
  if (flags.quotes !== undefined) return checkQuotes(flags.quotes, flags, out);
  const codes = flags.code === undefined ? [] : flags.code.split(',').map(codeOf);
  const found = await findings(flags, codes);
  out.document(documentOf(found));
  if (found.counts.length === 0) out.line('Nothing found.');
  for (const one of found.counts) out.line(countLine(one));
  for (const one of found.findings) out.line(findingLine(one));
  return found.counts.some(({ severity }) => severity === Finding_Severity.ERROR) ? 1 : 0;
}

/** A file of quotes, without the store. */
function checkQuotes(path: string, flags: DataCheckFlags, out: Output): number {
  const [file = { path, symbol: '' }] = importFiles(path, flags.symbols);
  const found = checkQuoteFile(file.path, file.symbol);
  const counts = [...Map.groupBy(found, ({ code }) => code)].map(([code, { length }]) =>
    create(FindingCountSchema, { symbol: file.symbol, code, severity: Finding_Severity.ERROR, count: BigInt(length) }),
  );
  const shown = create(ListFindingsResponseSchema, { findings: found.slice(0, flags.limit), counts });
  out.document(documentOf(shown));
  if (found.length === 0) out.line('Nothing found.');
  for (const one of counts) out.line(countLine(one));
  for (const one of shown.findings) out.line(findingLine(one));
  return found.length > 0 ? 1 : 0;
}

/** `cream data gaps`: runs of missing bars, against the sessions of the NYSE. @returns 1 when there are any, else 0 */
export async function dataGaps(flags: DataCheckFlags, out: Output): Promise<number> {
  const found = await findings(flags, [Finding_Code.GAP]);
  out.document(documentOf(found));
  if (found.counts.length === 0) out.line('No gaps.');
  for (const one of found.counts) out.line(countLine(one));
  for (const one of found.findings) out.line(findingLine(one));
  return found.counts.length > 0 ? 1 : 0;
}

async function findings(flags: DataCheckFlags, codes: Finding_Code[]): Promise<ListFindingsResponse> {
  const symbols = (flags.symbols ?? '').split(',').map((symbol) => symbol.trim().toUpperCase());
  const interval = intervalOf(flags.interval);
  const asOf = timestamp(endOfDate('--as-of', flags.asOf) ?? Date.now());
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const wanted = symbols.filter((symbol) => symbol !== '');
    return await market.client.listFindings({ symbols: wanted, interval, codes, asOf, limit: flags.limit });
  } finally {
    await market.close();
  }
}

function codeOf(text: string): Finding_Code {
  const name = text.trim().toUpperCase().replaceAll('-', '_');
  const code = Finding_Code[name as keyof typeof Finding_Code];
  if (code !== undefined && code !== Finding_Code.UNSPECIFIED) return code;
  const known = Object.keys(Finding_Code).filter((key) => Number.isNaN(Number(key)) && key !== 'UNSPECIFIED');
  throw new UsageError(`--code ${text} is not known: choose from ${known.join(', ')}`);
}

function documentOf({ counts, findings: found }: ListFindingsResponse) {
  return {
    counts: counts.map(({ symbol, interval, code, severity, count }) => ({
      symbol,
      interval: intervalText(interval),
      code: Finding_Code[code],
      severity: Finding_Severity[severity],
      count: Number(count),
    })),
    findings: found.map((one) => ({
      code: Finding_Code[one.code],
      severity: Finding_Severity[one.severity],
      symbol: one.symbol,
      interval: intervalText(one.interval),
      time: isoTimeOrNull(one.time),
      observed: one.observed,
      expected: one.expected,
      file: one.file === '' ? null : one.file,
      line: one.line === 0 ? null : one.line,
      row: one.row === '' ? null : one.row,
    })),
  };
}

function countLine({ symbol, interval, code, severity, count }: FindingCount): string {
  return `${symbol.padEnd(8)} ${intervalText(interval).padEnd(4)} ${String(count).padStart(7)} ${Finding_Severity[severity].padEnd(8)} ${Finding_Code[code]}`;
}

function findingLine(one: Finding): string {
  const place = one.line === 0 ? '' : ` ${one.file}:${one.line}`;
  const time = one.time === undefined ? '' : ` ${new Date(millis(one.time)).toISOString()}`;
  return `  ${Finding_Code[one.code]} ${one.symbol}${time}${place}: ${one.observed}; expected ${one.expected}`;
}
