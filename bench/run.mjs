// npm run bench [-- cycle|rpc] [--json]: runs the benchmarks one after another.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHES = ['cycle', 'rpc'];
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = wanted.find((name) => !BENCHES.includes(name));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}: choose from ${BENCHES.join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length === 0 ? BENCHES : wanted) {
  console.log(`== ${name}`);
  const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, [file, ...flags], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
