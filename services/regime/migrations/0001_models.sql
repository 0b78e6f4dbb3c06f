-- Trained models. A version names its content, so rows are only ever inserted.
CREATE TABLE models (
  version         TEXT    PRIMARY KEY,
  interval        TEXT    NOT NULL,
  -- Epoch milliseconds: open of the first and close of the last session of the training window.
  window_start_ms INTEGER NOT NULL,
  window_end_ms   INTEGER NOT NULL,
  seed            INTEGER NOT NULL,
  components      INTEGER NOT NULL,
  samples         INTEGER NOT NULL,
  log_likelihood  REAL    NOT NULL,
  bic             REAL    NOT NULL,
  -- JSON lists of names.
  symbols         TEXT    NOT NULL,
  features        TEXT    NOT NULL,
  -- SHA-256 over the bars of the window.
  input           BLOB    NOT NULL CHECK (length(input) = 32),
  -- The whole model as JSON; the columns before it are for whoever looks with SQL.
  model           TEXT    NOT NULL,
  trained_ms      INTEGER NOT NULL
) STRICT;
