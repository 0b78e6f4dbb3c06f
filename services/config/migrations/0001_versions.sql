-- Every configuration there ever was. Only `stage` changes after a row was inserted.
CREATE TABLE versions (
  version       INTEGER PRIMARY KEY,
  stage         INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 4),
  configuration BLOB    NOT NULL,
  hash          BLOB    NOT NULL CHECK (length(hash) = 32),
  author        TEXT    NOT NULL,
  note          TEXT    NOT NULL,
  created_ms    INTEGER NOT NULL
) STRICT;

-- Stage 3 is ACTIVE: there is never more than one.
CREATE UNIQUE INDEX versions_one_active ON versions (stage) WHERE stage = 3;
