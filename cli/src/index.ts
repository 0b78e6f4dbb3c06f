import { Command, CommanderError, Option } from 'commander';
import { addDataVerbs } from './commands/data-verbs.js';
import { addOptionVerbs } from './commands/option-verbs.js';
import { addRegimeVerbs } from './commands/regime-verbs.js';
import { addUniverseVerbs } from './commands/universe-verbs.js';
import { collect, dataFolder, port, positive, type Run, seconds, type Verb, verb, whole } from './commands/verb.js';
import { failureOf, UsageError } from './failure.js';
import { Output } from './output.js';

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
export function program(run: Run): Command {
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
  addUniverseVerbs(cream, run);
  addRegimeVerbs(cream, run);

  verb(cream, 'demo')
    .description('replay five years of AAPL, print the tear sheet, serve the console')
    .addOption(new Option('--port <port>', 'port of the console').default(3000).argParser(port))
    .option('--exit', 'end after the tear sheet')
    .action((flags) => run(async (out) => (await import('./verbs/demo.js')).demo(flags, out)));

  return cream;
}
