import type { z } from 'zod';

/** Environment variables as a process was given them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or wrong. The process refuses to start and says which. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(
    readonly setting: string,
    readonly text: string,
  ) {
    super(`${setting}: ${text}`);
  }
}

/**
 * Settings from the environment. The schema's keys are the variables' names; an empty variable counts as absent, so that
 * defaults apply to it.
 *
 * @throws SettingsError naming the first variable the schema refuses
 */
export function readSettings<S extends z.ZodType>(schema: S, env: Environment): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = String(issue?.path[0] ?? 'environment');
  throw new SettingsError(setting, setting in given ? (issue?.message ?? 'is wrong') : 'is missing');
}
