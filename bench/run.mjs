// npm run bench [-- cycle|rpc|quant …] [flags]: runs the benchmarks one after another, each with the flags.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHES = { cycle: 'cycle.mjs', rpc: 'rpc.mjs', quant: 'quant/index.mjs' };
const given = process.argv.slice(2);
const firstFlag = given.findIndex((argument) => argument.startsWith('-'));
// A flag may have a value, which is no name of a benchmark.
const flags = firstFlag < 0 ? [] : given.slice(firstFlag);
const wanted = given.slice(0, given.length - flags.length);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}: choose from ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length === 0 ? Object.keys(BENCHES) : wanted) {
  console.log(`== ${name}`);
  const file = fileURLToPath(new URL(`./${BENCHES[name]}`, import.meta.url));
  const { status } = spawnSync(process.execPath, [file, ...flags], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
