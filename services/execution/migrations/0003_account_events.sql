-- What splits and dividends did to accounts. Rows are only ever inserted.
CREATE TABLE account_events (
  account_id TEXT    NOT NULL,
  sequence   INTEGER NOT NULL,
  event_id   TEXT    NOT NULL,
  time_ms    INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (account_id, sequence),
  UNIQUE (account_id, event_id)
) STRICT;
