import { once } from 'node:events';
import { resolve } from 'node:path';
import { AGENT_PROGRAM, AGENT_TARGETS, roleOf, startAlone } from '@cream/runtime';
import { lockDataDirectory } from '@cream/storage';
import { environment } from '../cli.config.js';
import { ALL_SERVICES, openSystem, WHOLE_SYSTEM } from '../compose.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';

export interface ServeFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly port: number;
  readonly schedulerPort?: number;
  readonly role?: string;
}

/** `cream serve all` or `cream serve <service>`: runs until it is told to stop. */
export async function serve(name: string, flags: ServeFlags, out: Output): Promise<number> {
  return name === 'all' ? serveAll(flags, out) : serveOne(name, flags, out);
}

async function serveAll(flags: ServeFlags, out: Output): Promise<number> {
  const { dataDir, data, port, schedulerPort } = flags;
  const system = await openSystem({ dataDir, data, port, schedulerPort });
  const triggerPort = system.grpcPort('scheduler');
  out.document({ ready: true, console: system.url, schedulerPort: triggerPort ?? null });
  out.line(`Console: ${system.url}`);
  if (triggerPort !== undefined) out.line(`cream trigger --address 127.0.0.1:${triggerPort} starts a cycle`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await system.close();
  return 0;
}

async function serveOne(name: string, flags: ServeFlags, out: Output): Promise<number> {
  const definition = ALL_SERVICES.find((service) => service.name === name);
  if (definition === undefined) {
    const known = ['all', ...ALL_SERVICES.map((service) => service.name)].join(', ');
    throw new UsageError(`there is no service ${shown(name)}: choose from ${known}`);
  }
  const dataDir = resolve(flags.dataDir);
  const role = roleFor(name, flags.role);
  const beside = lockDataDirectory(dataDir, WHOLE_SYSTEM, 'shared');
  const lock = lockDataDirectory(dataDir, role === undefined ? name : `${name}-${role}`);
  try {
    const running = await startAlone(definition, {
      dataDir,
      logTo: out.json ? 2 : 1,
      env: {
        ...environment(),
        ...(role === undefined ? {} : { CREAM_AGENT_ROLE: role }),
        ...(flags.data === undefined ? {} : { CREAM_MARKET_DATA_DIR: resolve(flags.data) }),
      },
    });
    out.document({ ready: true, service: running.name, grpcPort: running.grpcPort ?? null, url: running.url });
    out.line(`${running.name} is ready: gRPC port ${running.grpcPort ?? '–'}, ${running.url}`);
    await running.closed;
    return 0;
  } finally {
    lock.release();
    beside.release();
  }
}

const ROLES = AGENT_TARGETS.map((target) => roleOf(target) ?? target);

/** The role an agent is to play. @throws UsageError when there is none, or for a service that plays none */
function roleFor(name: string, flag: string | undefined): string | undefined {
  if (name !== AGENT_PROGRAM) {
    if (flag !== undefined) throw new UsageError(`--role is for agent: leave it out for ${name}`);
    return undefined;
  }
  const role = flag ?? environment().CREAM_AGENT_ROLE;
  if (role !== undefined && ROLES.includes(role)) return role;
  const wrong = role === undefined ? 'agent needs a role' : `there is no role ${shown(role)}`;
  throw new UsageError(`${wrong}: name it with --role, one of ${ROLES.join(', ')}`);
}
