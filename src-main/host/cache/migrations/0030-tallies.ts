/**
 * Tallies (shared/evaluation/tally.ts), written in the transaction of the cases they count. `dim` and `basis` are places
 * in DIMENSIONS and BASES, `month` is numbered through (year × 12 + month − 1), `vectors` are those of a shelf of keys, packed as
 * tally-shelf.ts says.
 *
 * `tallied` says in what zone months were cut, and by what terms was counted; "" before the first time.
 */
export const sql = `
CREATE TABLE tallies (
  dim INTEGER NOT NULL,
  basis INTEGER NOT NULL,
  month INTEGER NOT NULL,
  shelf INTEGER NOT NULL,
  vectors BLOB NOT NULL,
  PRIMARY KEY (dim, basis, month, shelf)
) STRICT, WITHOUT ROWID;
CREATE TABLE tallied (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  zone TEXT NOT NULL,
  terms TEXT NOT NULL
) STRICT;
INSERT INTO tallied (one, zone, terms) VALUES (1, '', '');
`;
