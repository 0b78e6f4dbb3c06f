import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Output } from '../output.js';
import { DEFAULT_DATA_DIR } from '../resume-command.js';

export type Verb = (out: Output) => Promise<number>;
/** What to do with the verb that was named. */
export type Run = (verb: Verb) => Promise<void>;

/** Adds a verb with the flags that all have. */
export function verb(parent: Command, usageText: string): Command {
  return parent
    .command(usageText)
    .option('--json', 'print one JSON document and nothing else')
    .addOption(
      new Option('--data-dir <dir>', 'where records, keys and databases live')
        .default(DEFAULT_DATA_DIR)
        .argParser(notEmpty),
    );
}

export function dataFolder(): Option {
  return new Option('--data <dir>', 'folder with SYMBOL.csv files (default: the sample sets)').argParser(notEmpty);
}

/** An empty folder name would mean the one the command was called in. */
function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('must not be empty.');
  return text;
}

export function collect(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** Reads a whole number from 1 on. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new InvalidArgumentError('must be 1 to 1000000.');
  return value;
}

export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('must be 0 to 65535.');
  return value;
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 86_400) throw new InvalidArgumentError('must be 1 to 86400.');
  return value;
}

/** Reads whole numbers of a range. */
export function whole(least: number, most: number) {
  return (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`must be ${least} to ${most}.`);
    }
    return value;
  };
}
