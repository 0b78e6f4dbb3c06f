import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, refusal, type Serving, Workplace } from './support.js';

const SHORT = ['--from', '2015-06-01', '--to', '2015-06-03'];
const DATABASES = ['orchestrator', 'execution', 'risk', 'memory', 'config', 'scheduler', 'backtest'];

/** Places where the work cannot be done: one line, exit code 1, and nothing that was there is lost. */
describe.runIf(BUILT)('cream, where it cannot work', () => {
  const place = new Workplace();
  let runId: string;
  beforeAll(() => {
    runId = JSON.parse(place.cream('backtest', ...SHORT, '--data-dir', 'good', '--json').stdout).run.id;
    writeFileSync(join(place.path, 'file'), '');
  });
  afterAll(() => place.remove());

  const path = (...names: string[]) => join(place.path, ...names);
  /** A copy of the good data directory. */
  function copy(name: string): string {
    cpSync(path('good'), path(name), { recursive: true });
    return name;
  }

  it.each([
    ['is a file', 'file', 'file is a file: name another with --data-dir'],
    ['lies below a file', 'file/below', 'file is a file: name another with --data-dir'],
    ['can never be made', '/proc/cream', 'the file system does not let anybody make it: name another with --data-dir'],
  ])('says of a data directory that it %s', (_, dataDir, text) => {
    const { code, line } = refusal(place.cream('backtest', ...SHORT, '--data-dir', dataDir, '--json'));
    expect(line).toContain(text);
    expect(code).toBe(1);
  });

  describe('beside a running system', () => {
    let system: Serving;
    let port: string;
    beforeAll(async () => {
      system = await place.serve({ CREAM_LOG_LEVEL: 'silent' }, 'all', '--data-dir', copy('served'), '--port', '0');
      port = new URL(String(system.document.console)).port;
    });
    afterAll(() => system.stop());

    it.each([
      ['another system', ['backtest', ...SHORT]],
      ['one of its services', ['serve', 'risk']],
    ])('does not let %s write in its data directory', (_, args) => {
      const { code, line } = refusal(place.cream(...args, '--data-dir', 'served', '--json'));
      expect(line).toMatch(
        /served is in use by process \d+: wait for it, end it, or name another directory with --data-dir$/,
      );
      expect(code).toBe(1);
    });

    it('lets anybody look', () => {
      expect(place.cream('show', runId, '--data-dir', 'served').code).toBe(0);
      expect(place.cream('verify', '--all', '--data-dir', 'served').code).toBe(0);
    });

    it('says which port is in use', () => {
      const { code, line } = refusal(place.cream('serve', 'all', '--port', port, '--data-dir', 'elsewhere', '--json'));
      expect(line).toContain(`port ${port} is in use: end who listens there, or name another with --port`);
      expect(code).toBe(1);
    });
  });

  it('says which gRPC port of a service alone is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const env = { CREAM_GRPC_PORT: String(port), CREAM_HTTP_PORT: '0' };
    const { code, line } = refusal(place.creamWith(env, 'serve', 'risk', '--data-dir', 'alone', '--json'));
    await new Promise((resolve) => server.close(resolve));
    expect(line).toContain(`port ${port} is in use: `);
    expect(code).toBe(1);
  });

  it('keeps a system out of a directory where a service of its own is at work', async () => {
    const env = { CREAM_GRPC_PORT: '0', CREAM_HTTP_PORT: '0' };
    const risk = await place.serve(env, 'risk', '--data-dir', copy('shared'));
    const { code, line } = refusal(place.cream('backtest', ...SHORT, '--data-dir', 'shared', '--json'));
    expect(line).toContain('shared is in use by process');
    expect(code).toBe(1);
    expect(await risk.stop()).toBe(0);
    expect(place.cream('backtest', ...SHORT, '--data-dir', 'shared').code).toBe(0);
  });

  it.each(DATABASES)('leaves a damaged %s database as it is, and says which it is', (name) => {
    const dataDir = copy(`damaged ${name}`);
    const file = path(dataDir, `${name}.db`);
    writeFileSync(file, 'this is no database, and it is long enough to be read as one '.repeat(50));
    const before = readFileSync(file);
    const { code, line } = refusal(place.cream('backtest', ...SHORT, '--data-dir', dataDir, '--json'));
    expect(line).toContain(
      `${name}.db is damaged: file is not a database. Nothing was overwritten: put a copy of it back`,
    );
    expect(code).toBe(1);
    expect(readFileSync(file)).toEqual(before);
  });

  it('finds a database that was cut off', () => {
    const dataDir = copy('cut');
    truncateSync(path(dataDir, 'orchestrator.db'), 5_000);
    const { code, line } = refusal(place.cream('verify', '--all', '--data-dir', dataDir, '--json'));
    expect(line).toContain('orchestrator.db is damaged: ');
    expect(code).toBe(1);
  });

  it('names a key that is none, and one that others can read', () => {
    const dataDir = copy('keys');
    const key = path(dataDir, 'keys', 'critic.key.pem');
    chmodSync(key, 0o644);
    const open = refusal(place.cream('backtest', ...SHORT, '--data-dir', dataDir, '--json'));
    expect(open).toEqual({
      code: 1,
      line: `cream: ${key} can be read by others than its owner: set its mode to 0600`,
    });
    writeFileSync(key, 'nothing');
    chmodSync(key, 0o600);
    const none = refusal(place.cream('backtest', ...SHORT, '--data-dir', dataDir, '--json'));
    expect(none.line).toBe(`cream: ${key}: the text is not an Ed25519 key; put a copy of the key back`);
    const doctor = place.cream('doctor', '--data-dir', dataDir, '--json');
    expect(JSON.parse(doctor.stdout)).toMatchObject({ healthy: false });
    expect(doctor.code).toBe(1);
  });
});

/** Mounts a small file system; only root may, and not everywhere. */
function canMount(): boolean {
  const probe = new Workplace();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', probe.path], { stdio: 'ignore' });
    execFileSync('umount', [probe.path]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe.path, { recursive: true, force: true });
  }
}

describe.runIf(BUILT && process.platform === 'linux' && canMount())(
  'cream, on a disk of its own (skipped where nothing may be mounted)',
  () => {
    const place = new Workplace();
    const disk = join(place.path, 'disk');
    const WINDOW = ['--from', '2015-06-01', '--to', '2015-07-31'];
    beforeAll(() => {
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', disk]);
    });
    afterAll(async () => {
      execFileSync('umount', [disk]);
      await place.remove();
    });

    it('says that the disk is full, and goes on when there is room as if nothing had happened', () => {
      const full = refusal(place.cream('backtest', ...WINDOW, '--data-dir', 'disk', '--json'));
      expect(full.code).toBe(1);
      expect(full.line).toMatch(
        /^cream: no space left for \S+; the transaction was rolled back: make room and ask again/,
      );
      const resume =
        /go on with: cream (backtest --resume \S+ --data-dir disk)$/.exec(full.line)?.[1]?.split(' ') ?? [];
      expect(resume).toHaveLength(5);
      const again = refusal(place.cream(...resume, '--json'));
      expect(again).toMatchObject({ code: 1, line: expect.stringContaining('no space left for') });
      expect(place.cream('list', '--data-dir', 'disk').code).toBe(0);

      execFileSync('mount', ['-o', 'remount,size=50m', disk]);
      const resumed = JSON.parse(place.cream(...resume, '--json').stdout);
      const undisturbed = JSON.parse(place.cream('backtest', ...WINDOW, '--data-dir', 'elsewhere', '--json').stdout);
      expect(resumed.recordHash).toBe(undisturbed.recordHash);
      expect(place.cream('verify', '--all', '--data-dir', 'disk').code).toBe(0);
    }, 60_000);

    it('says that a disk is read-only', () => {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const { code, line } = refusal(place.cream('backtest', ...WINDOW, '--data-dir', 'disk', '--json'));
      expect(line).toContain('disk cannot be written: the file system is read-only: name another with --data-dir');
      expect(code).toBe(1);
    });
  },
);
