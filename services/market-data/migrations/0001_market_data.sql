-- An instrument has an identity of its own: symbols come and go, and one symbol may name two instruments one after the other.
CREATE TABLE instruments (
  id INTEGER PRIMARY KEY
) STRICT;

-- When a symbol named an instrument: from_ms inclusive, to_ms exclusive, NULL for "until now". UTC milliseconds.
CREATE TABLE spells (
  id         INTEGER PRIMARY KEY,
  instrument INTEGER NOT NULL REFERENCES instruments (id),
  symbol     TEXT    NOT NULL,
  from_ms    INTEGER NOT NULL,
  to_ms      INTEGER,
  UNIQUE (symbol, from_ms)
) STRICT;

-- `content` is the hash of the whole series, NULL from the first new bar of an import to its end.
CREATE TABLE series (
  id           INTEGER PRIMARY KEY,
  instrument   INTEGER NOT NULL REFERENCES instruments (id),
  interval     INTEGER NOT NULL,
  source       TEXT    NOT NULL,
  bars         INTEGER NOT NULL DEFAULT 0,
  first_end_ms INTEGER,
  last_end_ms  INTEGER,
  content      BLOB,
  UNIQUE (instrument, interval)
) STRICT;

-- Bars as delivered, never adjusted, never overwritten. A block is a date, month or year of a series: `times` are pairs of
-- start and end (64-bit floats, little-endian), `numbers` the decimal texts "open,high,low,close,volume," of every bar.
CREATE TABLE blocks (
  series  INTEGER NOT NULL REFERENCES series (id),
  block   INTEGER NOT NULL,
  times   BLOB    NOT NULL,
  numbers BLOB    NOT NULL,
  PRIMARY KEY (series, block)
) STRICT;

-- How far each file is read. A piece and its line here are one transaction.
CREATE TABLE imports (
  id            BLOB    PRIMARY KEY CHECK (length(id) = 32),
  series        INTEGER REFERENCES series (id),
  symbol        TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  file          TEXT    NOT NULL,
  form          TEXT,
  interval      INTEGER NOT NULL,
  next_offset   INTEGER NOT NULL,
  next_line     INTEGER NOT NULL,
  last_start_ms INTEGER,
  complete      INTEGER NOT NULL CHECK (complete IN (0, 1)),
  inserted      INTEGER NOT NULL,
  unchanged     INTEGER NOT NULL,
  conflicts     INTEGER NOT NULL,
  quarantined   INTEGER NOT NULL
) STRICT;

-- Announced once, never changed. `value` is a decimal text.
CREATE TABLE actions (
  id           INTEGER PRIMARY KEY,
  instrument   INTEGER NOT NULL REFERENCES instruments (id),
  symbol       TEXT    NOT NULL,
  kind         INTEGER NOT NULL,
  announced_ms INTEGER NOT NULL,
  effective_ms INTEGER NOT NULL CHECK (announced_ms <= effective_ms),
  value        TEXT    NOT NULL,
  new_symbol   TEXT    NOT NULL,
  source       TEXT    NOT NULL,
  UNIQUE (instrument, kind, effective_ms)
) STRICT;

-- What was refused or contradicted on the way in; `quarantined_row` is the row as it was written.
CREATE TABLE findings (
  id              INTEGER PRIMARY KEY,
  origin          TEXT    NOT NULL,
  line            INTEGER NOT NULL,
  code            INTEGER NOT NULL,
  severity        INTEGER NOT NULL,
  symbol          TEXT    NOT NULL,
  interval        INTEGER NOT NULL,
  time_ms         INTEGER,
  observed        TEXT    NOT NULL,
  expected        TEXT    NOT NULL,
  quarantined_row TEXT    NOT NULL,
  UNIQUE (origin, line, code, symbol, time_ms, observed)
) STRICT;

CREATE INDEX findings_by_symbol ON findings (symbol, interval, code);
