// npm run bench -- quant [--only NAME] [--json FILE]: every row of the *.bench.mjs files beside this one.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';

/*
 * A *.bench.mjs exports `rows`, an array or an async function that makes one. A row is
 *   { name, unit, size, ours, peers, check?, reach? }
 * ours     () => result, one operation over `size` units ("closes", "prices" …)
 * peers    { [name]: () => result }, may be empty; a string instead of a function says why the peer cannot run
 * check    (ours, theirs, peer) => void, throws when the results differ; runs before any timing
 * reach    what must be reached, each optional: { perSecond: units per CPU-second, seconds: CPU time of one operation,
 *          ratio: times as fast as every peer }
 */
const FOLDER = new URL('./', import.meta.url);
const flag = (name) => {
  const position = process.argv.indexOf(name);
  return position < 0 ? undefined : process.argv[position + 1];
};
const only = flag('--only');
const file = flag('--json') ?? fileURLToPath(new URL('../results/quant.json', FOLDER));

const results = [];
let missed = false;
for (const name of readdirSync(FOLDER).sort()) {
  if (!name.endsWith('.bench.mjs')) continue;
  const { rows } = await import(new URL(name, FOLDER).href);
  for (const row of typeof rows === 'function' ? await rows() : rows) {
    if (only !== undefined && !row.name.includes(only)) continue;
    const result = measure(row);
    results.push(result);
    missed ||= result.met === false;
    print(result);
  }
}
if (results.length === 0) {
  console.error(`no row has ${only} in its name`);
  process.exit(2);
}
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ bench: 'quant', node: process.version, results }, null, 2)}\n`);
console.log(`\nCPU time of the process (kernel included), median of ${results[0].pairs} alternating pairs; ${file}`);
if (missed) process.exitCode = 1;

function print({ name, size, unit, microseconds, perSecond, peers, skipped, met }) {
  const verdict = met === undefined ? '' : met ? '  reached' : '  NOT REACHED';
  console.log(
    `\n${name}, ${size.toLocaleString('en')} ${unit}: ${microseconds.toFixed(0)} µs, ${(perSecond / 1e6).toFixed(1)} million/s${verdict}`,
  );
  for (const peer of peers) {
    console.log(
      `  ${peer.name.padEnd(24)}${peer.microseconds.toFixed(0).padStart(9)} µs  ${peer.ratio.toFixed(2).padStart(7)}× our time`,
    );
  }
  for (const { name: peer, reason } of skipped) console.log(`  ${peer.padEnd(24)}${reason}`);
}
