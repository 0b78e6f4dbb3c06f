import type { z } from 'zod';
import { type Definition, definitionSchema } from './definition.js';

const DEEPEST = 32;

/** A definition that cannot be used: which of its fields, as `filters.price.min`, and what is wrong with it. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    super(path === '' ? text : `${path}: ${text}`);
  }
}

/**
 * A definition from its JSON text.
 * @throws DefinitionError naming the first field that is wrong
 */
export function readDefinition(text: string): Definition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DefinitionError('', `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (isDeeperThan(json, DEEPEST)) throw new DefinitionError('', `is nested deeper than ${DEEPEST} levels`);
  const read = definitionSchema.safeParse(json);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new DefinitionError(pathText(first?.path ?? []), first === undefined ? 'is wrong' : messageOf(first));
}

/** The one text of a definition: defaults written out, fields in the order of the schema, no blanks. */
export function definitionText(definition: Definition): string {
  return JSON.stringify(definition);
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    return 'must be static, index, holdings, screener, universe, union or intersection';
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is required';
  return issue.message.replace(/^Invalid input: /, '').replace(/^Too (small|big): /, '');
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** Level by level instead of by recursion: what is too deep would end the stack. */
function isDeeperThan(json: unknown, levels: number): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
