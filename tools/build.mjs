// Builds what has changed: TypeScript by project references, then the console. Quiet unless something is wrong.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);

step('Building services', bin('tsc'), ['-b'], root);

const ui = join(root, 'ui');
const stamp = join(ui, 'dist', '.inputs');
const inputs = fingerprint([join(ui, 'src'), join(ui, 'public'), join(root, 'proto', 'gen')], ui);
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputs) {
  step('Building the console', bin('ng'), ['build', '--progress=false'], ui);
  writeFileSync(stamp, inputs);
}

function step(title, command, args, cwd) {
  process.stderr.write(`${title} …\n`);
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false', CI: 'true' };
  const result = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  if (result.error) process.stderr.write(`${result.error.message}\n`);
  process.stderr.write(`${title} failed. Run npm install if a module is missing.\n`);
  process.exit(1);
}

/** Hash over names and contents of every file the console is made from. */
function fingerprint(folders, settingsFolder) {
  const hash = createHash('sha256');
  const settings = readdirSync(settingsFolder).filter((name) => name.endsWith('.json'));
  for (const file of [...settings.map((name) => join(settingsFolder, name)), ...folders.flatMap(files)].sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function files(path) {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => files(join(path, name))) : [path];
}
