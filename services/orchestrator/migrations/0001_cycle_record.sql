-- One row per cycle of an account. `last_step` is the newest step whose entries are stored; a cycle resumes after it.
CREATE TABLE cycles (
  account_id   TEXT    NOT NULL,
  cycle_id     TEXT    NOT NULL,
  slot_ms      INTEGER NOT NULL,
  mode         INTEGER NOT NULL,
  status       INTEGER NOT NULL,
  last_step    INTEGER NOT NULL,
  executed     INTEGER NOT NULL DEFAULT 0,
  tail_hash    BLOB    NOT NULL,
  content_hash BLOB,
  summary      BLOB    NOT NULL,
  created_ms   INTEGER NOT NULL,
  PRIMARY KEY (account_id, cycle_id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX cycles_by_slot ON cycles (account_id, slot_ms);
CREATE INDEX cycles_by_id ON cycles (cycle_id, created_ms);

-- The record. Rows are only ever inserted.
CREATE TABLE entries (
  account_id    TEXT    NOT NULL,
  cycle_id      TEXT    NOT NULL,
  sequence      INTEGER NOT NULL,
  kind          INTEGER NOT NULL,
  time_ms       INTEGER NOT NULL,
  bytes         BLOB    NOT NULL,
  previous_hash BLOB    NOT NULL,
  hash          BLOB    NOT NULL,
  content_hash  BLOB    NOT NULL,
  PRIMARY KEY (account_id, cycle_id, sequence)
);
