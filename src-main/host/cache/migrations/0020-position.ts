/** Where the cache stands in the hub's history; one row, written in the transaction of what it describes. */
export const sql = `
CREATE TABLE position (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT,
  cursor INTEGER NOT NULL,
  committedAt REAL,
  snapshotAt INTEGER,
  snapshotTable TEXT,
  snapshotAfter INTEGER,
  snapshotAsOf REAL
) STRICT;
INSERT INTO position (one, epoch, cursor) VALUES (1, NULL, 0);
`;
