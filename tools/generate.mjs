// Generates TypeScript from the contracts. `--check` fails when what is committed differs from a fresh generation.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, args) => execFileSync(command, args, { cwd: root, encoding: 'utf8' });

run('node_modules/.bin/buf', ['generate']);
if (process.argv.includes('--check')) {
  const changed = run('git', ['status', '--porcelain', '--', 'proto/gen']);
  if (changed !== '') {
    console.error(`proto/gen differs from a fresh generation. Run npm run generate and commit:\n${changed}`);
    process.exit(1);
  }
}
