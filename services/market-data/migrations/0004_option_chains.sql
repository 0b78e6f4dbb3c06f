-- Option chains as they were taken, never changed. `options` is the contract's GetOptionChainResponse with its options alone, in the
-- order of answers.
CREATE TABLE option_chains (
  id            INTEGER PRIMARY KEY,
  underlying    TEXT    NOT NULL,
  taken_ms      INTEGER NOT NULL,
  contracts     INTEGER NOT NULL,
  options       BLOB    NOT NULL,
  imported_from TEXT    NOT NULL,
  UNIQUE (underlying, taken_ms)
) STRICT;
