#!/usr/bin/env node
// Starts the command with a Node that is new enough: this one, or the one that was installed beside it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Whoever reads may stop early, as `head` does: that ends the command quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 24 || (major === 24 && minor >= 15)) {
  const { main } = await import('../dist/index.js');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const binary = installedNode();
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

function installedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  } catch {
    console.error(`cream needs Node 24.15 or later and runs on ${process.version}: run npm install, which brings one.`);
    return process.exit(1);
  }
}
