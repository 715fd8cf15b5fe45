/**
 * What changes of cases add to their tallies, until a few thousand changes are added to `tallies` at once: a change touches a
 * dozen shelves, and shelves written for each transaction cost several times what its rows do. A tally is its shelf and what
 * the log has for it. `entries` are packed as pending-cases.ts says; numbers are given once and never again, so that who has
 * read up to one knows the log by its first.
 */
export const sql = `
CREATE TABLE tallyLog (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  entries BLOB NOT NULL
) STRICT;
`;
