import { bool, type Database } from '@cream/storage';
import type { PauseStore } from '../app/pause-store.js';

/** Pauses in the table `schedules`. */
export class LibsqlPauseStore implements PauseStore {
  constructor(private readonly database: Database) {}

  async paused(scheduleId: string): Promise<boolean> {
    const sql = 'SELECT paused FROM schedules WHERE schedule_id = ?';
    return (await this.database.get(sql, [scheduleId], (row) => bool(row, 'paused'))) ?? false;
  }

  async set(scheduleId: string, paused: boolean, reason: string, changedMs: number): Promise<void> {
    await this.database.run(
      `INSERT INTO schedules (schedule_id, paused, reason, changed_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (schedule_id) DO UPDATE
       SET paused = excluded.paused, reason = excluded.reason, changed_ms = excluded.changed_ms`,
      [scheduleId, paused, reason, changedMs],
    );
  }
}
