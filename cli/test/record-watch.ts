import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** Where the newest cycle of a data directory stands, read beside the process that writes it. */
export interface Standing {
  /** Cycles that have begun. */
  readonly cycles: number;
  /** Number of the newest step whose entries are stored, as `cream.cycle.v1.Step`. */
  readonly lastStep: number;
}

const NOTHING: Standing = { cycles: 0, lastStep: 0 };
const SQLITE_BUSY = 5;

/** Reads the record without leaving a trace: whoever closes a database last for writing would tidy it up. */
export function standing(dataDir: string): Standing {
  const path = join(dataDir, 'orchestrator.db');
  if (!existsSync(path)) return NOTHING;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const known = database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'cycles'").get();
    if (known?.n !== 1) return NOTHING;
    const count = database.prepare('SELECT count(*) AS n FROM cycles').get();
    const newest = database.prepare('SELECT last_step FROM cycles ORDER BY slot_ms DESC LIMIT 1').get();
    return { cycles: Number(count?.n ?? 0), lastStep: Number(newest?.last_step ?? 0) };
  } catch (error) {
    // While its owner creates it nobody else may look.
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return NOTHING;
    throw error;
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
