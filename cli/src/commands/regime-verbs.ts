import { type Command, Option } from 'commander';
import { dataFolder, type Run, verb, whole } from './verb.js';

/** `cream regime …`: models that name the regime, and what they say. */
export function addRegimeVerbs(cream: Command, run: Run): void {
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
    .action((flags) => run(async (out) => (await import('../verbs/regime.js')).regimeTrain(flags, out)));

  verb(regime, 'list')
    .description('list the rules and every trained model')
    .action((flags) => run(async (out) => (await import('../verbs/regime.js')).regimeList(flags, out)));

  verb(regime, 'show <version>')
    .description('show how a model was trained and what it is made of')
    .action((version, flags) =>
      run(async (out) => (await import('../verbs/regime.js')).regimeShow(version, flags, out)),
    );

  verb(regime, 'classify')
    .description('name the regime of symbols as it was knowable at the end of a date')
    .requiredOption('--symbols <list>', 'symbols, separated by commas')
    .option('--as-of <date>', 'the date (default: now)')
    .option('--model <version>', 'version of a trained model', 'rules')
    .addOption(dataFolder())
    .action((flags) => run(async (out) => (await import('../verbs/regime.js')).regimeClassify(flags, out)));
}
