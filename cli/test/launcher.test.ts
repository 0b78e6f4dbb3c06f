import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive, untilCycles } from './record-watch.js';
import { BUILT, ended, Workplace } from './support.js';

/** A Node on this machine that is too old to run the command itself, if there is one. */
function olderNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .find((path) => {
      const version = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim();
      const [major = 0, minor = 0] = version.split('.').map(Number);
      return major >= 18 && (major < 24 || (major === 24 && minor < 15));
    });
}

const older = olderNode();

describe.runIf(BUILT && older !== undefined)('cream, started by an older Node (skipped where there is none)', () => {
  const place = new Workplace(older);
  afterAll(() => place.remove());

  async function running(dataDir: string) {
    const child = place.start({}, 'backtest', '--data-dir', dataDir);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await untilCycles(child, join(place.path, dataDir), 5);
    return { child, said: () => said };
  }

  it('ends as the command ends, with what it printed', () => {
    const wrong = place.cream('fly', '--json');
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'UsageError' } });
    expect(place.cream('--help').code).toBe(0);
  });

  it('passes SIGTERM on, and what follows', async () => {
    const { child, said } = await running('stopped');
    expect(await ended(child, () => child.kill('SIGTERM'))).toBe(1);
    expect(said()).toMatch(/^cream: interrupted after \d+ of 1260 cycles; go on with: cream backtest --resume /);
  });

  it('leaves nobody behind when it is killed', async () => {
    const { child } = await running('killed');
    const worker = Number(readFileSync(join(place.path, 'killed', 'cream.lock.pid'), 'utf8'));
    expect(worker).not.toBe(child.pid);
    await ended(child, () => child.kill('SIGKILL'));
    while (isAlive(worker)) await setTimeout(10);
    const { runs } = JSON.parse(place.cream('list', '--data-dir', 'killed', '--json').stdout);
    expect(runs).toMatchObject([{ status: 'RUNNING' }]);
  });
});
