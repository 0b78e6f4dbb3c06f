import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { millis } from '@cream/domain';
import { type BacktestRun, BacktestRunSchema } from '@cream/proto/cycle';
import { blob, type Database } from '@cream/storage';
import type { RunStore } from '../app/run-store.js';

/** Runs in the table `runs`. */
export class LibsqlRunStore implements RunStore {
  constructor(private readonly database: Database) {}

  async save(run: BacktestRun): Promise<void> {
    await this.database.run(
      `INSERT INTO runs (run_id, started_ms, status, run) VALUES (?, ?, ?, ?)
       ON CONFLICT (run_id) DO UPDATE SET status = excluded.status, run = excluded.run`,
      [run.runId, millis(run.startedAt), run.status, toBinary(BacktestRunSchema, run)],
    );
  }

  find(runId: string): Promise<BacktestRun | undefined> {
    return this.database.get('SELECT run FROM runs WHERE run_id = ?', [runId], (row) =>
      fromBinary(BacktestRunSchema, blob(row, 'run')),
    );
  }

  list(): Promise<BacktestRun[]> {
    return this.database.all('SELECT run FROM runs ORDER BY started_ms DESC, run_id DESC', [], (row) =>
      fromBinary(BacktestRunSchema, blob(row, 'run')),
    );
  }
}
