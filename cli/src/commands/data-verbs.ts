import { type Command, Option } from 'commander';
import { UsageError } from '../failure.js';
import { flagName } from '../flag-name.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';
import { addPublicationVerbs } from './publication-verbs.js';
import { readingVerb } from './reading-verb.js';
import { positive, type Run, verb } from './verb.js';

/** `cream data …`: prices, option chains and what was published: import, list, check, read. */
export function addDataVerbs(cream: Command, run: Run): void {
  const data = cream
    .command('data')
    .description('prices, option chains and what was published: import, list, check, show');

  verb(data, 'import [path]')
    .description(
      'import a CSV, Parquet or DBN file, all of a folder, or from a vendor; the same command goes on after an interruption',
    )
    .option('--symbol <symbol>', 'whose bars they are (default: the name of the file)')
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default for files: found from the rows)')
    .option('--source <name>', 'where the data comes from, for people (default: file, or the vendor)')
    .option(
      '--kind <kind>',
      'bars, actions (own CSV), factors or map (LEAN files); of a vendor bars, actions (default: both), news, statements, macro, calendar or option-chain',
    )
    .option('--held-on <date>', 'for a symbol that was used twice: the instrument that held it on this date')
    .option('--vendor <name>', 'alpaca, polygon, databento, fmp, alphavantage or fred, with its key in the environment')
    .option('--symbols <list>', 'for a vendor: symbols, separated by commas')
    .option('--series <list>', 'for --kind macro: economic series, separated by commas, for example CPIAUCSL')
    .option('--from <date>', 'for a vendor: first date in New York, for example 2024-01-02')
    .option('--to <date>', 'for a vendor: last date in New York (default: the last whole one)')
    .option('--expiration-from <date>', 'for --kind option-chain: first expiration')
    .option('--expiration-to <date>', 'for --kind option-chain: last expiration')
    .option('--strike-from <dollars>', 'for --kind option-chain: lowest strike')
    .option('--strike-to <dollars>', 'for --kind option-chain: highest strike')
    .action((path, flags) => run(async (out) => importVerb(path, flags, out)));

  verb(data, 'list')
    .description('list every series held, in every interval')
    .action((flags) => run(async (out) => (await import('../verbs/data-list.js')).dataList(flags, out)));

  verb(data, 'quote <symbols>')
    .description('ask a vendor what it says of symbols now: bid, ask, last trade, and how old they are')
    .requiredOption('--vendor <name>', 'alpaca or polygon, with its key in the environment')
    .action((symbols, flags) =>
      run(async (out) => (await import('../verbs/data-quote.js')).dataQuote(symbols, flags, out)),
    );

  verb(data, 'ticks <kind>')
    .description('write quotes or trades of a vendor into a CSV file')
    .requiredOption('--vendor <name>', 'alpaca, polygon or databento, with its key in the environment')
    .requiredOption('--symbols <list>', 'symbols, separated by commas')
    .requiredOption('--from <time>', 'first moment in UTC, for example 2024-01-02T14:30:00Z, or a date')
    .requiredOption('--to <time>', 'last moment in UTC, or a date')
    .option('--out <file>', 'where to write it (default: SYMBOLS-KIND-DATE.csv)')
    .action((kind, flags) => run(async (out) => (await import('../verbs/data-ticks.js')).dataTicks(kind, flags, out)));

  readingVerb(data, 'chain <symbol>')
    .description('show the options of an underlying as they stood')
    .option('--expiration <date>', 'only of this expiration')
    .option('--right <right>', 'call or put (default: both)')
    .option('--strike-from <dollars>', 'lowest strike')
    .option('--strike-to <dollars>', 'highest strike')
    .option('--greeks', 'what a model says by the middle of each quote: volatility, Greeks, early exercise')
    .option(
      '--rate <ratio>',
      'for --greeks: continuously compounded a year (default: the newest stored Treasury yield)',
    )
    .option('--dividend-yield <ratio>', 'for --greeks: a year (default: 0)')
    .action((symbol, flags) =>
      run(async (out) => (await import('../verbs/data-chain.js')).dataChain(symbol, flags, out)),
    );

  addPublicationVerbs(data, run);

  findingVerb(data, 'check')
    .description('say what is wrong or improbable: refused rows, gaps, spikes, stale series')
    .option(
      '--quotes <file>',
      'look for crossed quotes in a file instead (its symbol: --symbols, or the name of the file)',
    )
    .option('--code <list>', 'only these findings, separated by commas, for example spike,conflict')
    .action((flags) => run(async (out) => (await import('../verbs/data-check.js')).dataCheck(flags, out)));

  findingVerb(data, 'gaps')
    .description('list runs of missing bars, against the sessions of the NYSE')
    .action((flags) => run(async (out) => (await import('../verbs/data-check.js')).dataGaps(flags, out)));
}

function findingVerb(parent: Command, usageText: string): Command {
  return verb(parent, usageText)
    .option('--symbols <list>', 'symbols, separated by commas (default: all)')
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default: all)')
    .option('--as-of <date>', 'as it was knowable at the end of this date (default: now)')
    .addOption(new Option('--limit <n>', 'at most this many of each kind').default(100).argParser(positive));
}

interface ImportFlags {
  readonly dataDir: string;
  readonly vendor?: string;
  readonly symbols?: string;
  readonly series?: string;
  readonly expirationFrom?: string;
  readonly expirationTo?: string;
  readonly strikeFrom?: string;
  readonly strikeTo?: string;
  readonly from?: string;
  readonly to?: string;
}

const VENDOR_FLAGS = [
  ...(['symbols', 'series', 'from', 'to'] as const),
  ...(['expirationFrom', 'expirationTo', 'strikeFrom', 'strikeTo'] as const),
];

/** `cream data import` of a file or folder, or of a vendor. */
async function importVerb(path: string | undefined, { vendor, ...flags }: ImportFlags, out: Output): Promise<number> {
  if (vendor !== undefined) {
    if (path !== undefined) throw new UsageError(`${shown(path)}: give a path or --vendor, not both`);
    return (await import('../verbs/data-import-vendor.js')).dataImportVendor({ ...flags, vendor }, out);
  }
  if (path === undefined) throw new UsageError('what to import is missing: a path, or --vendor');
  const unused = VENDOR_FLAGS.find((name) => flags[name] !== undefined);
  if (unused !== undefined) throw new UsageError(`${flagName(unused)} is for --vendor: a file is imported as a whole`);
  return (await import('../verbs/data-import.js')).dataImport(path, flags, out);
}
