/**
 * The scope by which the rows were taken (shared/scope.ts, as `scopeText` writes it; null with an empty cache), and the
 * digests of the rows (shared/digest.ts), written in the transaction of the rows they stand for.
 *
 * `sums` are those of a shelf of sixty-four buckets, three numbers of 32 bits each, the low byte first. `digested` says by what
 * hash the rows were counted; "" before the first time.
 */
export const sql = `
ALTER TABLE position ADD COLUMN scope TEXT;
CREATE TABLE digests (
  tbl TEXT NOT NULL,
  shelf INTEGER NOT NULL,
  sums BLOB NOT NULL,
  PRIMARY KEY (tbl, shelf)
) STRICT, WITHOUT ROWID;
CREATE TABLE digested (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hash TEXT NOT NULL
) STRICT;
INSERT INTO digested (one, hash) VALUES (1, '');
`;
