-- A backtest run: its whole result as a cream.cycle.v1.BacktestRun, replaced as it goes on.
CREATE TABLE runs (
  run_id     TEXT    NOT NULL PRIMARY KEY,
  started_ms INTEGER NOT NULL,
  status     INTEGER NOT NULL,
  run        BLOB    NOT NULL
);
CREATE INDEX runs_by_start ON runs (started_ms);
