-- Versions of definitions, never changed. effective_ms is the beginning of time for "always"; it never falls from version to version.
CREATE TABLE universe_versions (
  universe     TEXT    NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  effective_ms INTEGER NOT NULL,
  created_ms   INTEGER NOT NULL,
  note         TEXT    NOT NULL,
  definition   TEXT    NOT NULL,
  hash         BLOB    NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (universe, version)
) STRICT;

-- When a symbol belonged to an index: from_ms inclusive, to_ms exclusive, NULL for "still". UTC milliseconds of New York's midnights.
CREATE TABLE constituents (
  id        INTEGER PRIMARY KEY,
  index_id  TEXT    NOT NULL,
  symbol    TEXT    NOT NULL,
  from_ms   INTEGER NOT NULL,
  to_ms     INTEGER CHECK (to_ms > from_ms),
  source    TEXT    NOT NULL,
  UNIQUE (index_id, symbol, from_ms)
) STRICT;

-- What a fund held at the end of a date (a day number), and from when on that is visible.
CREATE TABLE holding_dates (
  id         INTEGER PRIMARY KEY,
  fund       TEXT    NOT NULL,
  day        INTEGER NOT NULL,
  visible_ms INTEGER NOT NULL,
  source     TEXT    NOT NULL,
  UNIQUE (fund, day)
) STRICT;

-- `weight` is a decimal text, a ratio.
CREATE TABLE holdings (
  holding_date INTEGER NOT NULL REFERENCES holding_dates (id),
  symbol       TEXT    NOT NULL,
  weight       TEXT    NOT NULL,
  PRIMARY KEY (holding_date, symbol)
) STRICT;

-- What became known about the instrument of a symbol at a time; NULL was not said. Numbers are decimal texts.
CREATE TABLE instrument_facts (
  id                 INTEGER PRIMARY KEY,
  symbol             TEXT    NOT NULL,
  known_ms           INTEGER NOT NULL,
  sector             TEXT,
  shares_outstanding TEXT,
  market_cap         TEXT,
  source             TEXT    NOT NULL,
  UNIQUE (symbol, known_ms)
) STRICT;

-- Resolutions that were written down, never changed: `resolution` is the contract's message.
CREATE TABLE universe_snapshots (
  hash       BLOB    PRIMARY KEY CHECK (length(hash) = 32),
  universe   TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  as_of_ms   INTEGER NOT NULL,
  taken_ms   INTEGER NOT NULL,
  members    INTEGER NOT NULL,
  exclusions INTEGER NOT NULL,
  resolution BLOB    NOT NULL
) STRICT;

CREATE INDEX universe_snapshots_by_time ON universe_snapshots (universe, as_of_ms);
