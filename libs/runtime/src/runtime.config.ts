import { join } from 'node:path';
import { z } from 'zod';
import { LOG_LEVELS, type LogLevel } from './log.js';
import { AGENT_PROGRAM, AGENT_TARGETS, SERVICES, type ServiceName, type TargetName } from './services.js';
import { type Environment, readSettings, SettingsError } from './settings.js';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  CREAM_DATA_DIR: z.string().optional(),
  CREAM_KEYS_DIR: z.string().optional(),
  CREAM_LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
  // Only this machine can reach a process unless it is told otherwise; in a cluster it is told `0.0.0.0`.
  CREAM_GRPC_HOST: z.string().default('127.0.0.1'),
  CREAM_GRPC_PORT: port.optional(),
  CREAM_HTTP_HOST: z.string().default('127.0.0.1'),
  CREAM_HTTP_PORT: port.optional(),
});

/** Settings every process has. */
export interface RuntimeSettings {
  readonly dataDir: string;
  readonly keysDir: string;
  readonly logLevel: LogLevel | undefined;
  readonly grpcHost: string;
  readonly grpcPort: number | undefined;
  readonly httpHost: string;
  readonly httpPort: number | undefined;
}

/** Folders a caller may give instead of the environment. */
export interface Folders {
  readonly dataDir?: string | undefined;
  readonly keysDir?: string | undefined;
}

/** @throws SettingsError naming the setting that is missing or wrong */
export function readRuntimeSettings(env: Environment, folders: Folders): RuntimeSettings {
  const settings = readSettings(schema, env);
  const dataDir = folders.dataDir ?? settings.CREAM_DATA_DIR;
  if (dataDir === undefined) throw new SettingsError('CREAM_DATA_DIR', 'is missing');
  return {
    dataDir,
    keysDir: folders.keysDir ?? settings.CREAM_KEYS_DIR ?? join(dataDir, 'keys'),
    logLevel: settings.CREAM_LOG_LEVEL,
    grpcHost: settings.CREAM_GRPC_HOST,
    grpcPort: settings.CREAM_GRPC_PORT,
    httpHost: settings.CREAM_HTTP_HOST,
    httpPort: settings.CREAM_HTTP_PORT,
  };
}

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/{0,3})?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}$/;

/**
 * Where a callee is: `CREAM_<TARGET>_ADDR`, by default this machine and the port of the table.
 *
 * @throws SettingsError when the address is not `host:port`
 */
export function addressOf(target: TargetName, env: Environment): string {
  const setting = `CREAM_${target.toUpperCase().replaceAll('-', '_')}_ADDR`;
  const address = env[setting] || `127.0.0.1:${SERVICES[target].grpcPort}`;
  if (!ADDRESS.test(address)) throw new SettingsError(setting, `"${address}" is not host:port`);
  return address;
}

/**
 * The target a program plays: its own name, or for the agent program the role of `CREAM_AGENT_ROLE`.
 *
 * @throws SettingsError when the role is missing or unknown
 */
export function targetFor(program: ServiceName, env: Environment): TargetName {
  if (program !== AGENT_PROGRAM) return program;
  const role = env.CREAM_AGENT_ROLE;
  if (!role) throw new SettingsError('CREAM_AGENT_ROLE', 'is missing');
  const target = AGENT_TARGETS.find((name) => name === `agent-${role}`);
  if (target === undefined) throw new SettingsError('CREAM_AGENT_ROLE', `"${role}" is not a role`);
  return target;
}
