/**
 * What cameras need: their streams, guards and masks; gateways, groups, outages, who looked, and pictures with their bytes.
 * Rows of cameras get columns with a default each, so the history goes on: a cache that lacks them is filled anew.
 */
import type Database from "better-sqlite3";

const CAMERA_COLUMNS = [
  `"streams" TEXT NOT NULL DEFAULT '[]'`,
  `"gateway" INTEGER NOT NULL DEFAULT 0`,
  `"channel" TEXT NOT NULL DEFAULT ''`,
  `"fov" REAL`,
  `"reach" REAL`,
  `"department" INTEGER NOT NULL DEFAULT 0`,
  `"guard" TEXT NOT NULL DEFAULT 'open'`,
  `"masks" TEXT NOT NULL DEFAULT '[]'`,
  `"presets" TEXT NOT NULL DEFAULT '[]'`,
  `"watchedFrom" INTEGER`,
];

const NEW_TABLES: Readonly<Record<string, string>> = {
  gateways: `"kind" TEXT NOT NULL, "name" TEXT NOT NULL, "nameEn" TEXT NOT NULL, "url" TEXT NOT NULL`,
  cameraGroups: `"name" TEXT NOT NULL, "nameEn" TEXT NOT NULL, "cameras" TEXT NOT NULL`,
  outages: `"camera" INTEGER NOT NULL, "fromAt" INTEGER NOT NULL, "toAt" INTEGER, "why" TEXT NOT NULL`,
  looks: `"camera" INTEGER NOT NULL, "who" TEXT NOT NULL, "role" TEXT NOT NULL, "at" TEXT NOT NULL, "why" TEXT NOT NULL,
    "caseUid" INTEGER NOT NULL, "fromAt" INTEGER NOT NULL, "toAt" INTEGER NOT NULL`,
  pictures: `"camera" INTEGER NOT NULL, "caseUid" INTEGER NOT NULL, "at" INTEGER NOT NULL, "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL, "type" TEXT NOT NULL, "bytes" INTEGER NOT NULL, "takenBy" TEXT NOT NULL`,
};

export function cameraTables(db: Database.Database): void {
  for (const column of CAMERA_COLUMNS) db.exec(`ALTER TABLE cameras ADD COLUMN ${column}`);
  const uid = db.prepare("INSERT INTO uids (tbl, last) VALUES (?, 0)");
  for (const [table, columns] of Object.entries(NEW_TABLES)) {
    db.exec(
      `CREATE TABLE ${table} (uid INTEGER PRIMARY KEY, "platform" TEXT NOT NULL, "id" TEXT NOT NULL, ${columns},
       rev INTEGER NOT NULL, UNIQUE (platform, id)) STRICT`,
    );
    db.exec(`CREATE INDEX ${table}_rev ON ${table} (rev)`);
    uid.run(table);
  }
  // The bytes of pictures by their hash; they travel only when somebody looks.
  db.exec(`CREATE TABLE picture_bytes (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`);
  // Who looked stays as it was told, whoever asks.
  db.exec(`CREATE TRIGGER looks_stay BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END`);
  db.exec(`CREATE TRIGGER looks_kept BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END`);
  // Whether a grant gives guarded cameras: administrators had everything before.
  db.exec(`ALTER TABLE grants ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0`);
  db.exec(`UPDATE grants SET restricted = 1 WHERE role = 'admin'`);
  db.exec(
    `CREATE TRIGGER rights_restricted_update AFTER UPDATE ON grants WHEN old.restricted IS NOT new.restricted
     BEGIN UPDATE rights SET version = version + 1; END`,
  );
}
