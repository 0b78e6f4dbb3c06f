import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, readSettings, SettingsError } from '@cream/runtime';
import { z } from 'zod';

const schema = z.object({
  CREAM_CONSOLE_DIR: z.string().optional(),
  CREAM_CONSOLE_HOSTS: z.string().default(''),
});

export interface GatewaySettings {
  /** Folder of the built console; it need not exist. */
  readonly consoleDir: string;
  /** Host names besides the loopback ones under which the console may be opened, in lower case. */
  readonly hosts: readonly string[];
}

/** @throws SettingsError when `CREAM_CONSOLE_DIR` names no folder with a page */
export function readGatewaySettings(env: Environment): GatewaySettings {
  const { CREAM_CONSOLE_DIR, CREAM_CONSOLE_HOSTS } = readSettings(schema, env);
  if (CREAM_CONSOLE_DIR !== undefined && !existsSync(resolve(CREAM_CONSOLE_DIR, 'index.html'))) {
    throw new SettingsError('CREAM_CONSOLE_DIR', 'holds no index.html');
  }
  return {
    consoleDir: CREAM_CONSOLE_DIR === undefined ? fromHere('../../../ui/dist/browser') : resolve(CREAM_CONSOLE_DIR),
    hosts: CREAM_CONSOLE_HOSTS.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  };
}

/** Version of this package. */
export function packageVersion(): string {
  const text = readFileSync(fromHere('../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Sources and build output lie equally deep, so the same relative path holds for both. */
function fromHere(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
