#!/usr/bin/env node
// Starts the command with a Node that is new enough: this one, or the one that was installed beside it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 24 || (major === 24 && minor >= 15)) {
  const { main } = await import('../dist/index.js');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const require = createRequire(import.meta.url);
  const binary = join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  const script = new URL(import.meta.url).pathname;
  const child = spawnSync(binary, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (child.error) {
    console.error(
      `cream needs Node 24.15 or later, and ${binary} does not run: ${child.error.message}. Run npm install.`,
    );
    process.exitCode = 1;
  } else {
    process.exitCode = child.status ?? 1;
  }
}
