import { type Command, Option } from 'commander';
import { dataFolder, positive, type Run, verb } from './verb.js';

/** `cream universe …`: which symbols may be traded. */
export function addUniverseVerbs(cream: Command, run: Run): void {
  const universe = cream.command('universe').description('which symbols may be traded: define, resolve, import');

  verb(universe, 'list')
    .description('list the definitions, and what definitions can name')
    .action((flags) => run(async (out) => (await import('../verbs/universe-list.js')).universeList(flags, out)));

  verb(universe, 'put <id> <file>')
    .description(
      'add a version of a definition from a JSON file (- for standard input); the same again changes nothing',
    )
    .option('--from <time>', 'from when on it holds: a date, a time, or always (default: the first always, then now)')
    .option('--note <text>', 'why, for people', '')
    .action((id, file, flags) =>
      run(async (out) => (await import('../verbs/universe-put.js')).universePut(id, file, flags, out)),
    );

  verb(universe, 'show <id>')
    .description('show the versions of a definition, the newest in full')
    .addOption(new Option('--number <n>', 'show this version in full').argParser(positive))
    .action((id, flags) =>
      run(async (out) => (await import('../verbs/universe-show.js')).universeShow(id, flags, out)),
    );

  verb(universe, 'resolve <id>')
    .description('say which symbols it held at a time, and why the others not; writes the answer down')
    .option('--as-of <time>', 'with what was known at the end of this date, or at this time (default: now)')
    .option('--excluded', 'a line for each exclusion instead of counts')
    .option('--no-save', 'only look: write nothing down')
    .addOption(dataFolder())
    .action((id, flags) =>
      run(async (out) => (await import('../verbs/universe-resolve.js')).universeResolve(id, flags, out)),
    );

  verb(universe, 'snapshots [id]')
    .description('list resolutions that were written down, or show one in full')
    .option('--hash <hash>', 'show this one')
    .option('--excluded', 'a line for each exclusion instead of counts')
    .addOption(new Option('--limit <n>', 'at most this many').default(100).argParser(positive))
    .action((id, flags) =>
      run(async (out) => (await import('../verbs/universe-snapshots.js')).universeSnapshots(id, flags, out)),
    );

  verb(universe, 'import <kind> <what...>')
    .description('import a CSV file: constituents INDEX FILE, holdings FUND FILE, or facts FILE')
    .option('--date <date>', 'holdings: the date of a file that does not say it')
    .option('--known-on <date>', 'holdings, facts: the date on which a file was known that does not say it')
    .option('--source <name>', 'where the data comes from, for people', 'file')
    .action((kind, what, flags) =>
      run(async (out) => (await import('../verbs/universe-import.js')).universeImport(kind, what, flags, out)),
    );
}
