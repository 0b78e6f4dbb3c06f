-- One row per book. `state` is the snapshot of cash, positions and marks at `clock_ms`.
CREATE TABLE accounts (
  account_id TEXT    NOT NULL PRIMARY KEY,
  mode       INTEGER NOT NULL,
  broker     BLOB    NOT NULL,
  opened_ms  INTEGER NOT NULL,
  clock_ms   INTEGER NOT NULL,
  state      TEXT    NOT NULL
) STRICT;

-- Orders as they are now; `working` while they may still change.
CREATE TABLE orders (
  account_id TEXT    NOT NULL,
  order_id   TEXT    NOT NULL,
  cycle_id   TEXT    NOT NULL,
  working    INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, order_id)
) STRICT;
CREATE INDEX orders_working ON orders (account_id) WHERE working = 1;

-- Orders as they were after each change. Rows are only ever inserted.
CREATE TABLE order_events (
  account_id TEXT    NOT NULL,
  sequence   INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, sequence)
) STRICT;

CREATE TABLE fills (
  account_id TEXT    NOT NULL,
  sequence   INTEGER NOT NULL,
  fill_id    TEXT    NOT NULL,
  cycle_id   TEXT    NOT NULL,
  time_ms    INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, sequence),
  UNIQUE (account_id, fill_id)
) STRICT;
CREATE INDEX fills_by_time ON fills (account_id, time_ms, sequence);

-- What was answered to a plan with its verdicts.
CREATE TABLE submissions (
  account_id TEXT NOT NULL,
  plan_hash  BLOB NOT NULL,
  verdicts   BLOB NOT NULL,
  response   BLOB NOT NULL,
  PRIMARY KEY (account_id, plan_hash)
) STRICT;

CREATE TABLE nonces (
  account_id TEXT NOT NULL,
  nonce      BLOB NOT NULL,
  PRIMARY KEY (account_id, nonce)
) STRICT;
