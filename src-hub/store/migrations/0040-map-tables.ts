/**
 * What the map at full size rests on: areas, former borders, static points, stations with their readings, components, and
 * visits. All begin empty, so the history goes on.
 */
import type Database from "better-sqlite3";

const NEW_TABLES: Readonly<Record<string, string>> = {
  areas: `"level" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "nameEn" TEXT NOT NULL`,
  borders: `"grid" INTEGER NOT NULL, "level" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL, "dutyGrid" INTEGER NOT NULL, "validFrom" INTEGER, "validTo" INTEGER NOT NULL,
    "areaM2" REAL NOT NULL, "geometry" TEXT NOT NULL`,
  places: `"kind" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "nameEn" TEXT NOT NULL,
    "lon" REAL NOT NULL, "lat" REAL NOT NULL, "unitGrid" INTEGER NOT NULL, "roundsPerWeek" REAL NOT NULL`,
  sensors: `"name" TEXT NOT NULL, "nameEn" TEXT NOT NULL, "kind" TEXT NOT NULL, "lon" REAL NOT NULL, "lat" REAL NOT NULL,
    "unitGrid" INTEGER NOT NULL, "department" INTEGER NOT NULL, "thresholds" TEXT NOT NULL`,
  components: `"code" TEXT NOT NULL, "classUid" INTEGER NOT NULL, "name" TEXT NOT NULL, "state" INTEGER NOT NULL,
    "lon" REAL, "lat" REAL, "unitGrid" INTEGER NOT NULL, "department" INTEGER NOT NULL, "owner" TEXT NOT NULL,
    "changedAt" INTEGER, "note" TEXT NOT NULL`,
  readings: `"sensor" INTEGER NOT NULL, "pollutant" TEXT NOT NULL, "minutes" INTEGER NOT NULL, "at" INTEGER NOT NULL,
    "value" REAL NOT NULL, "samples" INTEGER NOT NULL`,
  visits: `"by" TEXT NOT NULL, "eye" INTEGER NOT NULL, "kind" TEXT NOT NULL, "subject" INTEGER NOT NULL,
    "fromAt" INTEGER NOT NULL, "toAt" INTEGER NOT NULL`,
};

export function mapTables(db: Database.Database): void {
  const uid = db.prepare("INSERT INTO uids (tbl, last) VALUES (?, 0)");
  for (const [table, columns] of Object.entries(NEW_TABLES)) {
    db.exec(
      `CREATE TABLE ${table} (uid INTEGER PRIMARY KEY, "platform" TEXT NOT NULL, "id" TEXT NOT NULL, ${columns},
       rev INTEGER NOT NULL, UNIQUE (platform, id)) STRICT`,
    );
    db.exec(`CREATE INDEX ${table}_rev ON ${table} (rev)`);
    uid.run(table);
  }
}
