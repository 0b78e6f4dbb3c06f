import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { wireDate } from '@cream/domain';
import { createServiceClient, createWireTransport } from '@cream/grpc';
import { BacktestService, Strategy } from '@cream/proto/cycle';
import { AGENT_TARGETS, SERVICES, type TargetName } from '@cream/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordHashOf, runBacktest, startSystem, temporaryFolder } from './support.js';

const COMMAND = join(import.meta.dirname, '../../cli/bin/cream.mjs');
const TARGETS = (Object.keys(SERVICES) as TargetName[]).filter((name) => name !== 'gateway');

/**
 * Ports nobody listens on, below those a system gives to connections and to port 0: a process started first would
 * otherwise be given the port that was set aside for one started later.
 */
async function freePorts(count: number): Promise<number[]> {
  const free = new Set<number>();
  while (free.size < count) {
    const port = randomInt(20_000, 32_000);
    if (!free.has(port) && (await isFree(port))) free.add(port);
  }
  return [...free];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

describe.runIf(existsSync(join(import.meta.dirname, '../../cli/dist/index.js')))(
  'every service as its own process',
  () => {
    const folder = temporaryFolder();
    const children: ChildProcess[] = [];
    const addresses: Record<string, string> = {};
    let alone: string;

    beforeAll(async () => {
      const ports = await freePorts(TARGETS.length);
      for (const [index, target] of TARGETS.entries()) {
        addresses[`CREAM_${target.toUpperCase().replaceAll('-', '_')}_ADDR`] = `127.0.0.1:${ports[index]}`;
      }
      // Approvers first: execution trusts only public keys that are there.
      for (const [index, target] of TARGETS.entries()) await start(target, ports[index] ?? 0);
    }, 180_000);

    afterAll(async () => {
      await Promise.all(children.map(stop));
      folder.remove();
    }, 30_000);

    function start(target: TargetName, port: number): Promise<void> {
      const role = (AGENT_TARGETS as readonly string[]).includes(target) ? target.slice('agent-'.length) : undefined;
      const args = [COMMAND, 'serve', role === undefined ? target : 'agent', '--data-dir', folder.path, '--json'];
      const child = spawn(process.execPath, role === undefined ? args : [...args, '--role', role], {
        env: {
          PATH: process.env.PATH,
          ...addresses,
          CREAM_GRPC_PORT: String(port),
          CREAM_HTTP_PORT: '0',
          CREAM_LOG_LEVEL: 'error',
          CREAM_RECORD_DURABILITY: 'normal',
          CREAM_SCHEDULE_SYMBOLS: 'AAPL',
          CREAM_SCHEDULE_CONTEXT_SYMBOLS: 'SPX',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.push(child);
      return new Promise((resolve, reject) => {
        let said = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('"ready": true')) resolve();
        });
        child.stderr?.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
        child.once('exit', (code) => reject(new Error(`${target} ended with ${code}: ${said}`)));
      });
    }

    it('runs ten cycles over real gRPC to the record hash of the one-process run', async () => {
      const here = temporaryFolder();
      const system = await startSystem(here.path);
      alone = recordHashOf(await runBacktest(system.clients, { from: '2015-06-01', maxCycles: 10 }));
      await system.close();
      here.remove();

      const transport = createWireTransport({
        address: addresses.CREAM_BACKTEST_ADDR ?? '',
        services: [BacktestService],
      });
      const events = createServiceClient(BacktestService, transport).run({
        symbols: ['AAPL'],
        contextSymbols: ['SPX'],
        strategy: Strategy.AGENTS,
        maxCycles: 10,
        from: wireDate('2015-06-01'),
      });
      let together = '';
      for await (const { event } of events) if (event.case === 'result') together = recordHashOf(event.value);
      transport.close();
      expect(together).toMatch(/^[0-9a-f]{64}$/);
      expect(together).toBe(alone);
    }, 60_000);

    it('run a cycle when the scheduler is triggered, one for a slot', () => {
      const trigger = () => {
        const args = [COMMAND, 'trigger', '--slot', '2016-03-01T21:00:00Z', '--json'];
        const env = { PATH: process.env.PATH, CREAM_SCHEDULER_ADDR: addresses.CREAM_SCHEDULER_ADDR };
        const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(status).toBe(0);
        return JSON.parse(stdout);
      };
      const first = trigger();
      expect(first).toMatchObject({ outcome: 'RAN', cycle: { account: 'paper', status: 'COMPLETED' } });
      expect(trigger()).toEqual({ ...first, outcome: 'EXISTS' });
    }, 60_000);
  },
);

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
