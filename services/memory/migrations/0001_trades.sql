-- Closed trades by the decision that opened them. Rows are only ever inserted.
CREATE TABLE trades (
  account_id  TEXT    NOT NULL,
  decision_id TEXT    NOT NULL,
  symbol      TEXT    NOT NULL,
  closed_ms   INTEGER NOT NULL,
  trade       BLOB    NOT NULL,
  PRIMARY KEY (account_id, decision_id)
) STRICT;

CREATE INDEX trades_by_symbol ON trades (account_id, symbol, closed_ms, decision_id);
