-- What somebody published, never changed. `content` is the contract's message; known_ms is when it became knowable, UTC milliseconds;
-- imported_from is for people.

-- An article in one wording: a later one is another row.
CREATE TABLE articles (
  id            INTEGER PRIMARY KEY,
  source        TEXT    NOT NULL,
  article       TEXT    NOT NULL,
  known_ms      INTEGER NOT NULL,
  content       BLOB    NOT NULL,
  imported_from TEXT    NOT NULL,
  UNIQUE (article, source, known_ms)
) STRICT;

CREATE INDEX articles_by_time ON articles (known_ms);

CREATE TABLE article_symbols (
  symbol   TEXT    NOT NULL,
  known_ms INTEGER NOT NULL,
  article  INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (symbol, known_ms, article)
) STRICT, WITHOUT ROWID;

-- A restatement is another row. `fiscal_day` is a day number.
CREATE TABLE statements (
  symbol        TEXT    NOT NULL,
  kind          INTEGER NOT NULL,
  period        INTEGER NOT NULL,
  fiscal_day    INTEGER NOT NULL,
  known_ms      INTEGER NOT NULL,
  content       BLOB    NOT NULL,
  imported_from TEXT    NOT NULL,
  PRIMARY KEY (symbol, kind, period, fiscal_day, known_ms)
) STRICT;

CREATE TABLE macro_series (
  series TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- A vintage of a value: `value` is a decimal text, NULL where it was published that there is none.
CREATE TABLE observations (
  series        TEXT    NOT NULL REFERENCES macro_series (series),
  day           INTEGER NOT NULL,
  known_ms      INTEGER NOT NULL,
  value         TEXT,
  imported_from TEXT    NOT NULL,
  PRIMARY KEY (series, day, known_ms)
) STRICT, WITHOUT ROWID;

-- A calendar as it stood: everything of a kind that was scheduled from one day to another, both inclusive.
CREATE TABLE calendars (
  id            INTEGER PRIMARY KEY,
  kind          INTEGER NOT NULL,
  from_day      INTEGER NOT NULL,
  to_day        INTEGER NOT NULL CHECK (from_day <= to_day),
  known_ms      INTEGER NOT NULL,
  events        INTEGER NOT NULL,
  imported_from TEXT    NOT NULL,
  UNIQUE (kind, known_ms, from_day, to_day, imported_from)
) STRICT;

CREATE TABLE calendar_events (
  calendar INTEGER NOT NULL REFERENCES calendars (id),
  position INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  content  BLOB    NOT NULL,
  PRIMARY KEY (calendar, day, position)
) STRICT, WITHOUT ROWID;
