-- Nonces are random: each went to a random page of the table's index besides the table itself. One tree holds them once.
CREATE TABLE nonces_by_key (
  account_id TEXT NOT NULL,
  nonce      BLOB NOT NULL,
  PRIMARY KEY (account_id, nonce)
) STRICT, WITHOUT ROWID;
INSERT INTO nonces_by_key (account_id, nonce) SELECT account_id, nonce FROM nonces;
DROP TABLE nonces;
ALTER TABLE nonces_by_key RENAME TO nonces;
