-- What people said about a schedule. No row: nobody ever paused it.
CREATE TABLE schedules (
  schedule_id TEXT    PRIMARY KEY,
  paused      INTEGER NOT NULL CHECK (paused IN (0, 1)),
  reason      TEXT    NOT NULL,
  changed_ms  INTEGER NOT NULL
) STRICT;
