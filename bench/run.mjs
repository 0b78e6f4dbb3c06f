// npm run bench [-- cycle|rpc|quant [flags of that benchmark]]: runs the benchmarks one after another.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHES = { cycle: 'cycle.mjs', rpc: 'rpc.mjs', quant: 'quant/index.mjs' };
const [first, ...rest] = process.argv.slice(2);
// The flags of one benchmark follow its name.
const flags = first !== undefined && rest[0]?.startsWith('-') ? rest : [];
const wanted = process.argv.slice(2, process.argv.length - flags.length);
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
