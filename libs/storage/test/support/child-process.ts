import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BUILT = new URL('../../dist/index.js', import.meta.url);

/**
 * Runs module code in a process of its own with the built library as `storage` and the arguments as `args`, and waits
 * for its first line of output. The process is killed when the test ends.
 */
export async function startProcess(
  code: string,
  args: readonly string[],
): Promise<{ kill9(): Promise<void>; pid: number }> {
  if (!existsSync(fileURLToPath(BUILT))) throw new Error('this test starts real processes: run `npm run build` first');
  const source = `import * as storage from ${JSON.stringify(BUILT.href)};
    const args = process.argv.slice(1);
    ${code}
    process.stdout.write('ready\\n');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  await Promise.race([firstOutput(child), exited.then(() => Promise.reject(new Error('the process ended early')))]);
  return {
    pid: child.pid ?? Number.NaN,
    async kill9() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.once('data', () => resolve()));
}
