import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const COMMAND = join(import.meta.dirname, '../bin/cream.mjs');
/** The command runs from its build; without one there is nothing to test. */
export const BUILT = existsSync(join(import.meta.dirname, '../dist/index.js'));
export const HEADER = 'date,open,high,low,close,volume';

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines on standard error. */
  readonly lines: readonly string[];
}

export interface Serving {
  /** The document it printed when it was ready. */
  readonly document: Record<string, unknown>;
  /** Ends it as an operator would. @returns its exit code */
  stop(): Promise<number | null>;
}

/** A folder of a user: the command is run in it as real processes. */
export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), 'cream-cli-'));
  readonly #children: ChildProcess[] = [];

  /** @param node the Node that starts the command */
  constructor(private readonly node = process.execPath) {}

  /** Runs the command to its end. */
  cream(...args: string[]): Ended {
    return this.creamWith({}, ...args);
  }

  creamWith(env: Record<string, string>, ...args: string[]): Ended {
    const result = spawnSync(this.node, [COMMAND, ...args], {
      cwd: this.path,
      env: cleanEnvironment(env),
      encoding: 'utf8',
    });
    if (result.error) throw result.error;
    const lines = result.stderr.trimEnd().split('\n');
    return { code: result.status, stdout: result.stdout, stderr: result.stderr, lines };
  }

  /** Runs the command to its end while this process goes on, for instance as the vendor it asks. */
  async run(env: Record<string, string>, ...args: string[]): Promise<Ended> {
    const child = this.start(env, ...args);
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, stdout, stderr, lines: stderr.trimEnd().split('\n') };
  }

  /** Starts `cream serve …` and waits until it says that it is ready. */
  async serve(env: Record<string, string>, ...args: string[]): Promise<Serving> {
    const child = this.start(env, 'serve', ...args, '--json');
    const text = await until(child, (said) => said.endsWith('}\n'));
    return {
      document: JSON.parse(text),
      stop: () => ended(child, () => child.kill('SIGTERM')),
    };
  }

  /** Starts the command and leaves it running. Nobody reads what it says until somebody listens. */
  start(env: Record<string, string>, ...args: string[]): ChildProcess {
    const child = spawn(this.node, [COMMAND, ...args], {
      cwd: this.path,
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    return child;
  }

  /** Has a shell run a line, as typed. @returns what it printed */
  shell(line: string): string {
    return execFileSync('sh', ['-c', line], { cwd: this.path, env: cleanEnvironment({}), encoding: 'utf8' });
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  /** A folder with one `SYMBOL.csv`. @returns its path */
  data(name: string, content: string | Uint8Array, file = 'AAPL.csv'): string {
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), content);
    return folder;
  }

  /** Ends what still runs and deletes the folder. */
  async remove(): Promise<void> {
    await Promise.all(this.#children.map((child) => ended(child, () => child.kill('SIGKILL'))));
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The one line of a refusal, which must be the same for people and, with `--json`, for programs. */
export function refusal({ stdout, stderr, lines, code }: Ended): { code: number | null; line: string } {
  const [line = '', ...more] = lines;
  if (more.length > 0 || !stderr.endsWith('\n')) throw new Error(`expected one line on standard error: ${stderr}`);
  if (!line.startsWith('cream: ')) throw new Error(`expected a line of cream: ${line}`);
  const document = JSON.parse(stdout);
  if (document.error.message !== line.slice('cream: '.length))
    throw new Error(`the document says otherwise: ${stdout}`);
  return { code, line };
}

/** A CSV file with the usual header. */
export function csv(...rows: string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** Settings of the machine that runs the tests must not reach the command. */
function cleanEnvironment(env: Record<string, string>): Record<string, string> {
  return { PATH: process.env.PATH ?? '', ...env };
}

/** Waits until what a process said on standard output is enough. */
export function until(child: ChildProcess, enough: (said: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (enough(out)) resolve(out);
    });
    child.once('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal}: ${out}${err}`)));
  });
}

/** Waits for the end of a process, after doing what ends it. */
export function ended(child: ChildProcess, end: () => void): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    end();
  });
}
