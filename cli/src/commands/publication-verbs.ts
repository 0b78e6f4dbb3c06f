import { type Command, Option } from 'commander';
import { readingVerb } from './reading-verb.js';
import { positive, type Run } from './verb.js';

/** The verbs of `cream data` that read what was published. */
export function addPublicationVerbs(data: Command, run: Run): void {
  readingVerb(data, 'publications')
    .description('list what is held of news, statements, economic series and calendars')
    .action((flags) =>
      run(async (out) => (await import('../verbs/data-publications.js')).dataPublications(flags, out)),
    );

  readingVerb(data, 'news')
    .description('show headlines as they were worded')
    .option('--symbols <list>', 'only about these symbols, separated by commas')
    .addOption(new Option('--limit <n>', 'the newest so many, at most 1000 (default: 20)').argParser(positive))
    .action((flags) => run(async (out) => (await import('../verbs/data-news.js')).dataNews(flags, out)));

  readingVerb(data, 'macro [series...]')
    .description('show economic series in the vintages of a time (without names: the newest value of each)')
    .option('--from <date>', 'first date of the values')
    .option('--to <date>', 'last date of the values')
    .addOption(new Option('--limit <n>', 'the newest so many of each series (default: 12)').argParser(positive))
    .action((series, flags) =>
      run(async (out) => (await import('../verbs/data-macro.js')).dataMacro(series, flags, out)),
    );

  readingVerb(data, 'statements <symbols>')
    .description('show what companies had filed, symbols separated by commas')
    .option('--period <period>', 'year or quarter (default: both)')
    .addOption(new Option('--limit <n>', 'the newest so many of each kind (default: 1)').argParser(positive))
    .action((symbols, flags) =>
      run(async (out) => (await import('../verbs/data-statements.js')).dataStatements(symbols, flags, out)),
    );

  readingVerb(data, 'calendar')
    .description('show reports and releases as they were scheduled')
    .requiredOption('--from <date>', 'first date in New York')
    .requiredOption('--to <date>', 'last date in New York')
    .option('--symbols <list>', 'only these companies, beside the releases of countries')
    .action((flags) => run(async (out) => (await import('../verbs/data-calendar.js')).dataCalendar(flags, out)));
}
