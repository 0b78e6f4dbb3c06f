import { type Definition, definitionSchema } from './definition.js';
import type { StoredVersion } from './universe-records.js';

/** A definition that was checked when it was stored. @throws Error when what is stored is none */
export function storedDefinition({ universe, version, definition }: StoredVersion): Definition {
  const read = definitionSchema.safeParse(JSON.parse(definition));
  if (read.success) return read.data;
  throw new Error(`version ${version} of the universe ${universe} is stored as something else`, { cause: read.error });
}
