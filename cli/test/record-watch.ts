import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { EntryKind } from '@cream/proto/cycle';

/** Where the newest cycle of a data directory stands, read beside the process that writes it. */
export interface Standing {
  /** Cycles that have begun. */
  readonly cycles: number;
  /** What the newest cycle wrote last; UNSPECIFIED when nothing was written. */
  readonly newest: EntryKind;
}

const NOTHING: Standing = { cycles: 0, newest: EntryKind.UNSPECIFIED };
/**
 * Its owner stands still in the middle of creating or tidying it, so that nobody else may look yet: SQLITE_BUSY,
 * SQLITE_READONLY (a log that only a writer may recover), SQLITE_CANTOPEN, SQLITE_PROTOCOL. An extended code has its primary
 * one in the lowest byte.
 */
const NOT_YET: readonly number[] = [5, 8, 14, 15];

/** Reads the record without leaving a trace: whoever closes a database last for writing would tidy it up. */
export function standing(dataDir: string): Standing {
  const path = join(dataDir, 'orchestrator.db');
  if (!existsSync(path)) return NOTHING;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('cycles', 'entries')")
      .get();
    if (tables?.n !== 2) return NOTHING;
    const count = database.prepare('SELECT count(*) AS n FROM cycles').get();
    const entry = database
      .prepare(
        `SELECT kind FROM entries JOIN cycles USING (account_id, cycle_id)
         ORDER BY slot_ms DESC, sequence DESC LIMIT 1`,
      )
      .get();
    return { cycles: Number(count?.n), newest: Number(entry?.kind ?? EntryKind.UNSPECIFIED) };
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && NOT_YET.includes(Number(error.errcode) & 0xff)) return NOTHING;
    throw error;
  } finally {
    database.close();
  }
}

/** The id of the one run of a data directory. */
export function onlyRun(dataDir: string): string {
  const database = new DatabaseSync(join(dataDir, 'backtest.db'), { readOnly: true });
  try {
    const runs = database.prepare('SELECT run_id FROM runs').all();
    if (runs.length !== 1) throw new Error(`${dataDir} holds ${runs.length} runs`);
    return String(runs[0]?.run_id);
  } finally {
    database.close();
  }
}

/** Waits until a process has recorded some cycles. @throws Error when it ends before */
export async function untilCycles(child: ChildProcess, dataDir: string, cycles: number): Promise<void> {
  while (standing(dataDir).cycles < cycles) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode} before ${cycles} cycles`);
    await setTimeout(5);
  }
}

/**
 * Kills a process with SIGKILL when the newest entry of its first cycle is of a kind. It is held again and again and looked
 * at while it stands still; between two looks it runs for a moment.
 *
 * @returns false when the process was past that entry before it was seen there; it is killed all the same
 */
export async function killAt(child: ChildProcess, dataDir: string, kind: EntryKind): Promise<boolean> {
  const { pid } = child;
  if (pid === undefined) throw new Error('the process did not start');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for (;;) {
    if (child.exitCode !== null) return false;
    child.kill('SIGSTOP');
    if (!(await standsStill(pid))) continue;
    const { cycles, newest } = standing(dataDir);
    const past = cycles > 1 || newest > kind;
    if (past || (cycles === 1 && newest === kind)) {
      child.kill('SIGKILL');
      await gone;
      return !past;
    }
    child.kill('SIGCONT');
    // The longer it has to go, the longer it may run.
    await setTimeout(cycles === 0 ? 5 : 0);
  }
}

/** Whether the kernel has stopped the process; false when it has ended. */
async function standsStill(pid: number): Promise<boolean> {
  while (isAlive(pid)) if (stateOf(pid) === 'T') return true;
  // Its end is told to listeners in a later turn.
  await setTimeout(0);
  return false;
}

/** Whether a process has not ended; one that nobody has waited for yet has. */
export function isAlive(pid: number): boolean {
  return !['', 'Z', 'X'].includes(stateOf(pid));
}

/** The state of a process as the kernel names it, such as `R`, `S` or `T`; empty when there is no such process. */
function stateOf(pid: number): string {
  return /\) (\S)/.exec(statOf(pid))?.[1] ?? '';
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
