import type { Command } from 'commander';
import { verb } from './verb.js';

/** A verb that reads as of a time. */
export function readingVerb(parent: Command, name: string): Command {
  return verb(parent, name).option(
    '--as-of <time>',
    'as it was known at the end of a date, or at a time (default: now)',
  );
}
