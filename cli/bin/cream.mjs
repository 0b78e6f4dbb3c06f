#!/usr/bin/env node
// Starts the command with a Node that is new enough: this one, or the one that was installed beside it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Whoever reads may stop early, as `head` does: that ends the command quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 24 || (major === 24 && minor >= 15)) {
  // Started by an older Node, see below: when that is gone, even by SIGKILL, nobody is left to stop this process.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const { main } = await import('../dist/index.js');
  process.exitCode = await main(process.argv.slice(2));
} else {
  startWith(installedNode());
}

/** Runs this script with another Node, as if it were this process: same streams, same signals, same end. */
function startWith(binary) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(binary, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const pass = (signal) => {
    // A terminal sends Ctrl+C to both; a second one would cut short what the first one asked for.
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    if (signal !== 'SIGINT' || !terminal) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  child.once('error', (error) => {
    console.error(`cream needs Node 24.15 or later, and ${binary} does not run: ${error.message}. Run npm install.`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal === null) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function installedNode() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  } catch {
    console.error(`cream needs Node 24.15 or later and runs on ${process.version}: run npm install, which brings one.`);
    return process.exit(1);
  }
}
