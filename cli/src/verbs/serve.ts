import { once } from 'node:events';
import { resolve } from 'node:path';
import { startAlone } from '@cream/runtime';
import { ensureWritableDirectory, lockDataDirectory } from '@cream/storage';
import { environment } from '../cli.config.js';
import { ALL_SERVICES, openSystem } from '../compose.js';
import { UsageError } from '../failure.js';
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
    throw new UsageError(`there is no service ${name}: choose from ${known}`);
  }
  const dataDir = resolve(flags.dataDir);
  ensureWritableDirectory(dataDir);
  const role = flags.role ?? environment().CREAM_AGENT_ROLE;
  const lock = lockDataDirectory(dataDir, role === undefined ? name : `${name}-${role}`);
  try {
    const running = await startAlone(definition, {
      dataDir,
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
  }
}
