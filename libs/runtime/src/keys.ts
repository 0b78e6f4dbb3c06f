import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DomainError,
  keyRing,
  type PublicKey,
  publicKeyFromPem,
  roleFromName,
  type SigningKey,
  signingKeyFromPem,
} from '@cream/domain';

const PRIVATE_SUFFIX = '.key.pem';
const PUBLIC_SUFFIX = '.pub.pem';
/** Permission bits of group and others. */
const NOT_OWNER = 0o077;

/** A file that holds no key, a private key that more than its owner can read, or a folder of keys that cannot be used. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/**
 * The Ed25519 key of a role, made on first use: `<role>.key.pem` (mode 0600) and `<role>.pub.pem` in a folder of mode 0700.
 * Two processes that start at once end up with the same key.
 *
 * @param role name as in `risk-manager`
 * @throws KeyFileError when group or others can read the private key, or when the file holds no Ed25519 key
 */
export async function loadOrCreateSigningKey(keysDir: string, role: string): Promise<SigningKey> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const path = join(keysDir, `${role}${PRIVATE_SUFFIX}`);
  const pem = (await readPrivate(path)) ?? (await createPrivate(keysDir, role, path));
  const key = inFile(path, () => signingKeyFromPem(pem));
  // Also when the private half was there: a process may have ended between writing the two. Looked for before it is written:
  // who only reads must not need room on the disk.
  const open = publicPath(keysDir, role);
  if (!existsSync(open)) await createOnce(open, publicPem(pem), 0o644);
  return key;
}

/**
 * The public keys of all roles, by key id.
 *
 * @returns an empty map when the folder does not exist
 * @throws KeyFileError when a file's name is not a role or its text not a key
 */
export async function loadPublicKeys(keysDir: string): Promise<ReadonlyMap<string, PublicKey>> {
  const names = (await listFolder(keysDir)).filter((name) => name.endsWith(PUBLIC_SUFFIX)).sort();
  const keys = await Promise.all(
    names.map(async (name) => {
      const path = join(keysDir, name);
      const pem = await readFile(path, 'utf8');
      return inFile(path, () => publicKeyFromPem(pem, roleFromName(name.slice(0, -PUBLIC_SUFFIX.length))));
    }),
  );
  return keyRing(keys);
}

/** Says which file it was that holds no key. */
function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new KeyFileError(`${path}: ${cause.message}; put a copy of the key back`, { cause });
  }
}

async function readPrivate(path: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(path);
    if ((mode & NOT_OWNER) !== 0) {
      throw new KeyFileError(`${path} can be read by others than its owner: set its mode to 0600`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function createPrivate(keysDir: string, role: string, path: string): Promise<string> {
  await chmod(keysDir, 0o700);
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  if (await createOnce(path, pem, 0o600)) {
    // The public half of a private key that somebody took away would vouch for nothing.
    await rm(publicPath(keysDir, role), { force: true });
    return pem;
  }
  const another = await readPrivate(path);
  if (another === undefined) throw new KeyFileError(`${path} was removed while it was being read`);
  return another;
}

function publicPath(keysDir: string, role: string): string {
  return join(keysDir, `${role}${PUBLIC_SUFFIX}`);
}

function publicPem(privatePem: string): string {
  return createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }) as string;
}

/** Writes a whole file under a name that does not exist yet. @returns false when the name is taken */
async function createOnce(path: string, text: string, mode: number): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
