// The AAPL run with all eight agents through every service in one process, with the full record. Prints CPU time, and by an
// extra run under the profiler where it goes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cpuShares, printShares } from './cpu-shares.mjs';

const MEASURED = 7;

const started = performance.now();
const { openSystem } = await import('../cli/dist/compose.js');
const { runBacktest, wishOf } = await import('../cli/dist/run-backtest.js');
const folder = mkdtempSync(join(tmpdir(), 'cream-bench-'));
const system = await openSystem({ dataDir: folder, replay: true });
const ready = performance.now() - started;
const memory = process.memoryUsage().rss / 2 ** 20;
try {
  const wish = await wishOf(system.clients, {});
  const run = () => runBacktest(system.clients, wish, { showProgress: false, resumeCommand: () => '' });
  const rows = [];
  // The first run also compiles: it is printed and left out of the median.
  for (let repeat = 0; repeat <= MEASURED; repeat++) {
    const before = process.cpuUsage();
    const { cycles } = await run();
    const { user, system: kernel } = process.cpuUsage(before);
    const cpuSeconds = (user + kernel) / 1e6;
    rows.push({ cycles, cpuSeconds, cyclesPerCpuSecond: cycles / cpuSeconds });
  }
  const speeds = rows.slice(1).map((row) => row.cyclesPerCpuSecond);
  const median = speeds.toSorted((a, b) => a - b)[Math.floor(MEASURED / 2)];
  const shares = await cpuShares(run);
  if (!process.argv.includes('--json')) {
    console.log(`start to ready ${Math.round(ready)} ms, ${Math.round(memory)} MB resident`);
    for (const row of rows) {
      console.log(
        `${row.cycles} cycles, ${row.cpuSeconds.toFixed(2)} CPU s, ${row.cyclesPerCpuSecond.toFixed(0)} cycles per CPU-second`,
      );
    }
    console.log(`median of ${MEASURED} runs after the first: ${median.toFixed(0)} cycles per CPU-second`);
    printShares(shares);
  }
  console.log(
    JSON.stringify({
      bench: 'cycle',
      readyMs: ready,
      residentMb: memory,
      rows,
      cyclesPerCpuSecond: median,
      cpuShares: shares,
    }),
  );
} finally {
  await system.close();
  rmSync(folder, { recursive: true, force: true });
}
