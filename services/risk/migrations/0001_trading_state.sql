-- Every change of the trading state; the newest row is the state. Rows are only ever inserted.
CREATE TABLE trading_state_changes (
  sequence   INTEGER PRIMARY KEY,
  state      TEXT    NOT NULL CHECK (state IN ('ACTIVE', 'REDUCING', 'HALTED')),
  reason     TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
