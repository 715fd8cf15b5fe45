/**
 * What seats need: contacts, what was done about alarms, handovers; and beside the history of commits who may log in, who is
 * logged in, screens that ask to be let in, what everybody did, and the rules that were edited here.
 */
import type Database from "better-sqlite3";

const NEW_TABLES: Readonly<Record<string, string>> = {
  contacts: `"department" INTEGER NOT NULL, "name" TEXT NOT NULL, "duty" TEXT NOT NULL, "phone" TEXT NOT NULL,
    "note" TEXT NOT NULL, "confirmedAt" INTEGER, "confirmedBy" TEXT NOT NULL`,
  alarmMarks: `"alarm" TEXT NOT NULL, "mark" TEXT NOT NULL, "at" INTEGER NOT NULL, "by" TEXT NOT NULL, "until" INTEGER,
    "toRole" TEXT NOT NULL, "note" TEXT NOT NULL`,
  handovers: `"fromAt" INTEGER NOT NULL, "toAt" INTEGER NOT NULL, "writtenAt" INTEGER NOT NULL, "writtenBy" TEXT NOT NULL,
    "role" TEXT NOT NULL, "part" TEXT NOT NULL, "body" TEXT NOT NULL, "note" TEXT NOT NULL, "signedAt" INTEGER, "signedBy" TEXT NOT NULL,
    "signNote" TEXT NOT NULL`,
};

export function seatTables(db: Database.Database): void {
  const uid = db.prepare("INSERT INTO uids (tbl, last) VALUES (?, 0)");
  for (const [table, columns] of Object.entries(NEW_TABLES)) {
    db.exec(
      `CREATE TABLE ${table} (uid INTEGER PRIMARY KEY, "platform" TEXT NOT NULL, "id" TEXT NOT NULL, ${columns},
       rev INTEGER NOT NULL, UNIQUE (platform, id)) STRICT`,
    );
    db.exec(`CREATE INDEX ${table}_rev ON ${table} (rev)`);
    uid.run(table);
  }
  // Times of accounts and sessions are real epoch ms: a password is no older in a city whose time runs faster.
  db.exec(`
    CREATE TABLE people (
      uid INTEGER PRIMARY KEY AUTOINCREMENT, login TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL, role TEXT NOT NULL,
      platforms TEXT, districts TEXT, departments TEXT, personal INTEGER NOT NULL, restricted INTEGER NOT NULL,
      active INTEGER NOT NULL, hash TEXT NOT NULL, mustChange INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
      lockedUntil INTEGER, madeAt INTEGER NOT NULL, lastIn INTEGER
    ) STRICT;
    CREATE TABLE sessions (
      session INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, machine TEXT NOT NULL,
      family TEXT NOT NULL UNIQUE, access TEXT NOT NULL UNIQUE, accessUntil INTEGER NOT NULL, refresh TEXT NOT NULL,
      refreshUntil INTEGER NOT NULL, lastAccess TEXT, lastAccessUntil INTEGER NOT NULL, lastRefresh TEXT,
      used INTEGER NOT NULL, startedAt INTEGER NOT NULL, seenAt INTEGER NOT NULL, endedAt INTEGER,
      endedWhy TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX sessions_person ON sessions (person) WHERE endedAt IS NULL;
    CREATE TABLE screens (
      code TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, until INTEGER NOT NULL,
      granted TEXT
    ) STRICT;
    CREATE TABLE audit (
      audit INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, person INTEGER NOT NULL, name TEXT NOT NULL,
      role TEXT NOT NULL, machine TEXT NOT NULL, act TEXT NOT NULL, outcome TEXT NOT NULL, subject TEXT NOT NULL,
      uid INTEGER NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_subject ON audit (subject, uid);
    CREATE TABLE rule_edits (
      kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID;
    -- Cases that are not over, by whose they are: the codes are those of states in which a case is over.
    CREATE INDEX cases_open ON cases (platform, department) WHERE state NOT IN (11, 12, 13, 14, 15, 17);
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'what was done is never changed'); END;
    CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'what was done is never deleted'); END;
    CREATE TRIGGER handovers_stay BEFORE UPDATE ON handovers WHEN old.signedAt IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a signed handover is never changed'); END;
    CREATE TRIGGER handovers_kept BEFORE DELETE ON handovers
      BEGIN SELECT RAISE(ABORT, 'a handover is never deleted'); END;
  `);
  // Rights are others when a person's are, and when a session begins, is renewed or ends. Failed tries change no rights.
  for (const [name, when] of [
    ["people_insert", "AFTER INSERT ON people"],
    ["people_delete", "AFTER DELETE ON people"],
    [
      "people_update",
      "AFTER UPDATE OF role, platforms, districts, departments, personal, restricted, active ON people",
    ],
    ["sessions_insert", "AFTER INSERT ON sessions"],
    ["sessions_update", "AFTER UPDATE OF access, endedAt ON sessions"],
  ]) {
    db.exec(`CREATE TRIGGER rights_${name} ${when} BEGIN UPDATE rights SET version = version + 1; END`);
  }
}
