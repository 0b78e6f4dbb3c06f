import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@cream/proto/decision';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyFileError, loadOrCreateSigningKey, loadPublicKeys } from '../src/keys.js';

let folder: string;
let keysDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cream-keys-'));
  keysDir = join(folder, 'keys');
});
afterEach(() => rmSync(folder, { recursive: true }));

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the key of a role', () => {
  it('is made on first use, readable by its owner only, and the same ever after', async () => {
    const first = await loadOrCreateSigningKey(keysDir, 'critic');
    expect((await loadOrCreateSigningKey(keysDir, 'critic')).keyId).toBe(first.keyId);
    expect(readdirSync(keysDir).sort()).toEqual(['critic.key.pem', 'critic.pub.pem']);
    expect(mode(keysDir)).toBe(0o700);
    expect(mode(join(keysDir, 'critic.key.pem'))).toBe(0o600);
  });

  it('is one key even when several processes make it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateSigningKey(keysDir, 'critic')));
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
    expect(await loadPublicKeys(keysDir)).toHaveProperty('size', 1);
    expect((await loadPublicKeys(keysDir)).has(keys[0]?.keyId ?? '')).toBe(true);
  });

  it('is refused when others can read it', async () => {
    await loadOrCreateSigningKey(keysDir, 'critic');
    chmodSync(join(keysDir, 'critic.key.pem'), 0o640);
    await expect(loadOrCreateSigningKey(keysDir, 'critic')).rejects.toThrow(KeyFileError);
  });

  it('is refused when it is not an Ed25519 key', async () => {
    await loadOrCreateSigningKey(keysDir, 'critic');
    writeFileSync(join(keysDir, 'critic.key.pem'), 'nothing');
    await expect(loadOrCreateSigningKey(keysDir, 'critic')).rejects.toEqual(
      new KeyFileError(
        `${join(keysDir, 'critic.key.pem')}: the text is not an Ed25519 key; put a copy of the key back`,
      ),
    );
  });

  it('gets its public half back when that was lost', async () => {
    const { keyId } = await loadOrCreateSigningKey(keysDir, 'critic');
    unlinkSync(join(keysDir, 'critic.pub.pem'));
    await loadOrCreateSigningKey(keysDir, 'critic');
    expect((await loadPublicKeys(keysDir)).has(keyId)).toBe(true);
  });

  it('takes the public half of an older key with it when it is replaced', async () => {
    const old = await loadOrCreateSigningKey(keysDir, 'critic');
    unlinkSync(join(keysDir, 'critic.key.pem'));
    const replaced = await loadOrCreateSigningKey(keysDir, 'critic');
    expect([...(await loadPublicKeys(keysDir)).keys()]).toEqual([replaced.keyId]);
    expect(replaced.keyId).not.toBe(old.keyId);
  });
});

describe('public keys', () => {
  it('are known by id and tell their role', async () => {
    const critic = await loadOrCreateSigningKey(keysDir, 'critic');
    const manager = await loadOrCreateSigningKey(keysDir, 'risk-manager');
    const keys = await loadPublicKeys(keysDir);
    expect(keys.get(critic.keyId)?.role).toBe(Role.CRITIC);
    expect(keys.get(manager.keyId)?.role).toBe(Role.RISK_MANAGER);
  });

  it('name the file that holds none', async () => {
    await loadOrCreateSigningKey(keysDir, 'critic');
    writeFileSync(join(keysDir, 'critic.pub.pem'), 'nothing');
    await expect(loadPublicKeys(keysDir)).rejects.toThrow(`${join(keysDir, 'critic.pub.pem')}: `);
    await expect(loadPublicKeys(keysDir)).rejects.toThrow(KeyFileError);
  });

  it('are none where there is no folder', async () => {
    expect((await loadPublicKeys(join(folder, 'nowhere'))).size).toBe(0);
  });
});
