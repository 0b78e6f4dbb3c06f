import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { failureOf, UsageError } from './failure.js';
import { flagName } from './flag-name.js';
import { shown } from './one-line.js';
import { Output } from './output.js';
import { DEFAULT_DATA_DIR } from './resume-command.js';
import { addUniverseVerbs } from './universe/universe-verbs.js';

export type Verb = (out: Output) => Promise<number>;

/**
 * Runs the command.
 *
 * @param args what follows `cream`
 * @returns the exit code: 0 done, 1 the work failed, 2 the request was wrong
 */
export async function main(args: readonly string[]): Promise<number> {
  const out = new Output(args.includes('--json'));
  let exitCode = 0;
  const run = async (verb: Verb) => {
    exitCode = await verb(out);
  };
  try {
    if (args.every((arg) => arg === '--json')) {
      throw new UsageError('no verb: try cream backtest, or cream --help for all there are');
    }
    await program(run).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { code, message, exitCode } = failureOf(error instanceof CommanderError ? usageError(error, args) : error);
    out.failure(code, message);
    return exitCode;
  }
}

/** Commander's words, and where to read which words there are. */
function usageError(error: CommanderError, args: readonly string[]): UsageError {
  const text = error.message.replace(/^error: /, '').replace(/\.$/, '');
  const verb = program(async () => undefined).commands.find((command) => command.name() === args[0]);
  return new UsageError(`${text}: see cream ${verb === undefined ? '' : `${verb.name()} `}--help`);
}

/**
 * The command line: verbs and their flags.
 *
 * @param run what to do with the verb that was named. Verbs are loaded when they are called: help need not start Nest.
 */
export function program(run: (verb: Verb) => Promise<void>): Command {
  const cream = new Command('cream')
    .description('Agentic trading: facts in, signed plan out, everything replayable.')
    .exitOverride()
    // The caller says it, with what else it knows.
    .configureOutput({ outputError: () => undefined });

  verb(cream, 'backtest')
    .description('replay bars through the agents, one cycle per bar, and print the tear sheet')
    .option('--symbols <list>', 'symbols to trade, separated by commas (default: all there are)')
    .option('--universe <id>', 'instead of --symbols: the members of a universe when the session of --from opens')
    .option('--from <date>', 'first date in New York, for example 2014-01-02')
    .option('--to <date>', 'last date in New York')
    .addOption(dataFolder())
    .option('--cash <dollars>', 'starting cash (default: the active configuration, 100000)')
    .option(
      '--strategy <name>',
      'agents, or a baseline: buy-and-hold, sma-cross, macd, rsi, kdj-rsi, zscore-reversion, bollinger (default: agents)',
    )
    .option('--param <name=number>', 'a parameter of the baseline, for example fast=10; may be repeated', collect)
    .option('--slippage-bps <bps>', 'slippage of this run; without it 0 if --fee-bps is given, else as configured')
    .option('--fee-bps <bps>', 'fees of this run; without it 0 if --slippage-bps is given, else as configured')
    .option('--allow-short', 'lets a baseline sell short')
    .option('--quantity <units>', 'units of every entry of a baseline (default: what its share of the cash pays for)')
    .option('--resume <run>', 'go on with a run that was interrupted, with the same --data')
    .action((flags) => run(async (out) => (await import('./verbs/backtest.js')).backtest(flags, out)));

  verb(cream, 'cycle')
    .description('run one cycle and tell its story')
    .option('--symbols <list>', 'symbols, separated by commas')
    .option('--universe <id>', 'instead of --symbols: the members of a universe at the close of that date')
    .requiredOption('--as-of <date>', 'the date whose last bar the cycle stands for')
    .addOption(dataFolder())
    .action((flags) => run(async (out) => (await import('./verbs/cycle.js')).cycle(flags, out)));

  verb(cream, 'show <id>')
    .description('show a run, a cycle, or the cycle of a decision')
    .action((id, flags) => run(async (out) => (await import('./verbs/show.js')).show(id, flags, out)));

  verb(cream, 'compare <runs...>')
    .description('say what runs are evidence of: Sharpe ratios with intervals, deflated for the runs tried, drawdowns')
    .action((runs, flags) => run(async (out) => (await import('./verbs/compare.js')).compare(runs, flags, out)));

  verb(cream, 'list')
    .description('list runs and the newest cycles that sent an order')
    .action((flags) => run(async (out) => (await import('./verbs/list.js')).list(flags, out)));

  verb(cream, 'verify [id]')
    .description('recompute the chain, the signatures and the arithmetic of a run, a cycle, or all')
    .option('--all', 'everything recorded (the default)')
    .action((id, flags) => run(async (out) => (await import('./verbs/verify.js')).verify(id, flags, out)));

  verb(cream, 'doctor')
    .description('start everything once and say what is well and what is not')
    .addOption(dataFolder())
    .action((flags) => run(async (out) => (await import('./verbs/doctor.js')).doctor(flags, out)));

  verb(cream, 'serve <service>')
    .description('run all services in this process (all), or one as its own process')
    .addOption(dataFolder())
    .addOption(new Option('--port <port>', 'port of the console').default(3000).argParser(port))
    .addOption(
      new Option('--scheduler-port <port>', 'for all: port on which the scheduler answers cream trigger').argParser(
        port,
      ),
    )
    .option('--role <role>', 'for agent: which role it plays')
    .action((name, flags) => run(async (out) => (await import('./verbs/serve.js')).serve(name, flags, out)));

  verb(cream, 'trigger [workflow]')
    .description('ask the running scheduler for the cycle that is due, or for that of a slot (default: trading-cycle)')
    .option(
      '--slot <time>',
      'the slot in UTC, for example 2016-03-01T21:00:00Z (default: the close of today’s session)',
    )
    .option(
      '--address <host:port>',
      'where the scheduler is (default: CREAM_SCHEDULER_ADDR, or 127.0.0.1 and its port)',
    )
    .addOption(new Option('--timeout <seconds>', 'how long to wait for the cycle').default(840).argParser(seconds))
    .action((workflow, flags) =>
      run(async (out) => (await import('./verbs/trigger.js')).trigger(workflow, flags, out)),
    );

  verb(cream, 'chart <symbol>')
    .description('draw a chart with indicators, levels and patterns into a PNG file')
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default: the one the symbol is read in)')
    .option('--as-of <date>', 'as it was knowable at the end of this date (default: now)')
    .addOption(new Option('--bars <n>', 'candles, 10 to 500 (default: 120)').argParser(positive))
    .addOption(new Option('--width <pixels>', '400 to 4000 (default: 1600)').argParser(positive))
    .addOption(new Option('--height <pixels>', '300 to 4000 (default: 900)').argParser(positive))
    .option('--theme <theme>', 'light or dark (default: light)')
    .option('--indicators <list>', 'names such as sma_20,rsi_14, separated by commas (default: the usual six)')
    .option('--out <file>', 'where to write it (default: SYMBOL-INTERVAL-DATE.png)')
    .addOption(dataFolder())
    .action((symbol, flags) => run(async (out) => (await import('./verbs/chart.js')).chart(symbol, flags, out)));

  verb(cream, 'factor <indicator>')
    .description('say how well an indicator orders the returns that follow it: rank IC, ICIR, decay, quantile spread')
    .option('--symbols <list>', 'over these symbols, separated by commas')
    .option('--universe <id>', 'instead: over who was a member of a universe, month by month')
    .requiredOption('--from <date>', 'first date of values')
    .requiredOption('--to <date>', 'last date of values')
    .option('--as-of <time>', 'bars until then (default: now)')
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default: the one the symbols have)')
    .option('--horizons <list>', 'bars of the returns', '1,5,20')
    .option('--transform <name>', 'none, change, z-score, percentile-rank or volatility-scaled (default: none)')
    .addOption(new Option('--quantiles <n>', 'of the quantile spread').default(5).argParser(whole(2, 20)))
    .addOption(new Option('--delay <n>', 'bars from a value to the trade').default(1).argParser(whole(0, 20)))
    .addOption(dataFolder())
    .action((indicator, flags) =>
      run(async (out) => (await import('./verbs/factor.js')).factor(indicator, flags, out)),
    );

  addOptionVerbs(cream, run);
  addDataVerbs(cream, run);
  addUniverseVerbs(cream, { verb, run, positive, dataFolder });
  addRegimeVerbs(cream, run);

  verb(cream, 'demo')
    .description('replay five years of AAPL, print the tear sheet, serve the console')
    .addOption(new Option('--port <port>', 'port of the console').default(3000).argParser(port))
    .option('--exit', 'end after the tear sheet')
    .action((flags) => run(async (out) => (await import('./verbs/demo.js')).demo(flags, out)));

  return cream;
}

/** `cream data …`: the store of prices. */
function addDataVerbs(cream: Command, run: (verb: Verb) => Promise<void>): void {
  const data = cream.command('data').description('prices in the store: import, list, check');

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
    .action((flags) => run(async (out) => (await import('./verbs/data-list.js')).dataList(flags, out)));

  verb(data, 'quote <symbols>')
    .description('ask a vendor what it says of symbols now: bid, ask, last trade, and how old they are')
    .requiredOption('--vendor <name>', 'alpaca or polygon, with its key in the environment')
    .action((symbols, flags) =>
      run(async (out) => (await import('./verbs/data-quote.js')).dataQuote(symbols, flags, out)),
    );

  verb(data, 'ticks <kind>')
    .description('write quotes or trades of a vendor into a CSV file')
    .requiredOption('--vendor <name>', 'alpaca, polygon or databento, with its key in the environment')
    .requiredOption('--symbols <list>', 'symbols, separated by commas')
    .requiredOption('--from <time>', 'first moment in UTC, for example 2024-01-02T14:30:00Z, or a date')
    .requiredOption('--to <time>', 'last moment in UTC, or a date')
    .option('--out <file>', 'where to write it (default: SYMBOLS-KIND-DATE.csv)')
    .action((kind, flags) => run(async (out) => (await import('./verbs/data-ticks.js')).dataTicks(kind, flags, out)));

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
      run(async (out) => (await import('./verbs/data-chain.js')).dataChain(symbol, flags, out)),
    );

  readingVerb(data, 'publications')
    .description('list what is held of news, statements, economic series and calendars')
    .action((flags) => run(async (out) => (await import('./verbs/data-publications.js')).dataPublications(flags, out)));

  readingVerb(data, 'news')
    .description('show headlines as they were worded')
    .option('--symbols <list>', 'only about these symbols, separated by commas')
    .addOption(new Option('--limit <n>', 'the newest so many, at most 1000 (default: 20)').argParser(positive))
    .action((flags) => run(async (out) => (await import('./verbs/data-news.js')).dataNews(flags, out)));

  readingVerb(data, 'macro [series...]')
    .description('show economic series in the vintages of a time (without names: the newest value of each)')
    .option('--from <date>', 'first date of the values')
    .option('--to <date>', 'last date of the values')
    .addOption(new Option('--limit <n>', 'the newest so many of each series (default: 12)').argParser(positive))
    .action((series, flags) =>
      run(async (out) => (await import('./verbs/data-macro.js')).dataMacro(series, flags, out)),
    );

  readingVerb(data, 'statements <symbols>')
    .description('show what companies had filed, symbols separated by commas')
    .option('--period <period>', 'year or quarter (default: both)')
    .addOption(new Option('--limit <n>', 'the newest so many of each kind (default: 1)').argParser(positive))
    .action((symbols, flags) =>
      run(async (out) => (await import('./verbs/data-statements.js')).dataStatements(symbols, flags, out)),
    );

  readingVerb(data, 'calendar')
    .description('show reports and releases as they were scheduled')
    .requiredOption('--from <date>', 'first date in New York')
    .requiredOption('--to <date>', 'last date in New York')
    .option('--symbols <list>', 'only these companies, beside the releases of countries')
    .action((flags) => run(async (out) => (await import('./verbs/data-calendar.js')).dataCalendar(flags, out)));

  findingVerb(data, 'check')
    .description('say what is wrong or improbable: refused rows, gaps, spikes, stale series')
    .option(
      '--quotes <file>',
      'look for crossed quotes in a file instead (its symbol: --symbols, or the name of the file)',
    )
    .option('--code <list>', 'only these findings, separated by commas, for example spike,conflict')
    .action((flags) => run(async (out) => (await import('./verbs/data-check.js')).dataCheck(flags, out)));

  findingVerb(data, 'gaps')
    .description('list runs of missing bars, against the sessions of the NYSE')
    .action((flags) => run(async (out) => (await import('./verbs/data-check.js')).dataGaps(flags, out)));
}

/** `cream options …`: what positions of options come to. */
function addOptionVerbs(cream: Command, run: (verb: Verb) => Promise<void>): void {
  const options = cream.command('options').description('positions of options: payoff, break-evens, margin');

  verb(options, 'payoff')
    .description('what a position can make and lose at expiry, where it breaks even, and its margin by the rules')
    .option('--leg <contracts symbol@price>', 'for example "+1 AAPL460119C00100000@2.50"; may be repeated', collect)
    .option('--shares <count@price>', 'shares beside the options, for example 100@98.50')
    .option('--spot <dollars>', 'price of the underlying: margin needs it')
    .action((flags) => run(async (out) => (await import('./verbs/options-payoff.js')).optionsPayoff(flags, out)));
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
    return (await import('./verbs/data-import-vendor.js')).dataImportVendor({ ...flags, vendor }, out);
  }
  if (path === undefined) throw new UsageError('what to import is missing: a path, or --vendor');
  const unused = VENDOR_FLAGS.find((name) => flags[name] !== undefined);
  if (unused !== undefined) throw new UsageError(`${flagName(unused)} is for --vendor: a file is imported as a whole`);
  return (await import('./verbs/data-import.js')).dataImport(path, flags, out);
}

/** `cream regime …`: models that name the regime, and what they say. */
function addRegimeVerbs(cream: Command, run: (verb: Verb) => Promise<void>): void {
  const regime = cream.command('regime').description('models that name the regime: train, list, show, classify');

  verb(regime, 'train')
    .description('train a Gaussian mixture on a window of the past; the same question again gives the same version')
    .requiredOption('--symbols <list>', 'symbols whose bars are pooled, separated by commas')
    .requiredOption('--from <date>', 'first date of the window in New York')
    .requiredOption('--to <date>', 'last date of the window in New York')
    .addOption(
      new Option('--k <n>', 'components, 1 to 12 (default: chosen from 2 to 8 by BIC)').argParser(whole(1, 12)),
    )
    .addOption(new Option('--seed <n>', 'seed of the starts').default(0).argParser(whole(0, 2 ** 32 - 1)))
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default: the one the first series has)')
    .option('--as-of <date>', 'the day it is trained on: the window must have ended by then (default: now)')
    .addOption(dataFolder())
    .action((flags) => run(async (out) => (await import('./verbs/regime.js')).regimeTrain(flags, out)));

  verb(regime, 'list')
    .description('list the rules and every trained model')
    .action((flags) => run(async (out) => (await import('./verbs/regime.js')).regimeList(flags, out)));

  verb(regime, 'show <version>')
    .description('show how a model was trained and what it is made of')
    .action((version, flags) =>
      run(async (out) => (await import('./verbs/regime.js')).regimeShow(version, flags, out)),
    );

  verb(regime, 'classify')
    .description('name the regime of symbols as it was knowable at the end of a date')
    .requiredOption('--symbols <list>', 'symbols, separated by commas')
    .option('--as-of <date>', 'the date (default: now)')
    .option('--model <version>', 'version of a trained model', 'rules')
    .addOption(dataFolder())
    .action((flags) => run(async (out) => (await import('./verbs/regime.js')).regimeClassify(flags, out)));
}

function findingVerb(parent: Command, usageText: string): Command {
  return verb(parent, usageText)
    .option('--symbols <list>', 'symbols, separated by commas (default: all)')
    .option('--interval <interval>', '1m, 5m, 15m, 30m, 1h or 1d (default: all)')
    .option('--as-of <date>', 'as it was knowable at the end of this date (default: now)')
    .addOption(new Option('--limit <n>', 'at most this many of each kind').default(100).argParser(positive));
}

/** A verb that reads as of a time. */
function readingVerb(parent: Command, name: string): Command {
  return verb(parent, name).option(
    '--as-of <time>',
    'as it was known at the end of a date, or at a time (default: now)',
  );
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new InvalidArgumentError('must be 1 to 1000000.');
  return value;
}

function verb(parent: Command, usageText: string): Command {
  return parent
    .command(usageText)
    .option('--json', 'print one JSON document and nothing else')
    .addOption(
      new Option('--data-dir <dir>', 'where records, keys and databases live')
        .default(DEFAULT_DATA_DIR)
        .argParser(notEmpty),
    );
}

function dataFolder(): Option {
  return new Option('--data <dir>', 'folder with SYMBOL.csv files (default: the sample sets)').argParser(notEmpty);
}

/** An empty folder name would mean the one the command was called in. */
function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('must not be empty.');
  return text;
}

function collect(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('must be 0 to 65535.');
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 86_400) throw new InvalidArgumentError('must be 1 to 86400.');
  return value;
}

/** Reads whole numbers of a range. */
function whole(least: number, most: number) {
  return (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`must be ${least} to ${most}.`);
    }
    return value;
  };
}
