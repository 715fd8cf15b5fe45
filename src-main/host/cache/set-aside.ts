/** Files of a cache that could not be used: renamed with the time, the newest two kept for whoever wants to look. */
import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sqliteCode } from "./driver.ts";

const KEPT = 2;
const COMPANIONS = ["-wal", "-shm"];
const STAMP = /\.bad-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;

export interface AsideFile {
  readonly file: string;
  readonly bytes: number;
  /** When it was set aside, epoch ms. */
  readonly at: number;
}

/** Renames the file and its companions; gives the new name, or null when there was no file. */
export function setAside(file: string): string | null {
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, "");
  const bad = `${file}.bad-${stamp}`;
  let found = false;
  for (const companion of ["", ...COMPANIONS]) {
    try {
      renameSync(file + companion, bad + companion);
      found = true;
    } catch (error) {
      if (sqliteCode(error) !== "ENOENT") throw error;
    }
  }
  for (const { file: old } of filesAside(file).slice(0, -KEPT)) {
    for (const companion of ["", ...COMPANIONS]) rmSync(old + companion, { force: true });
  }
  return found ? bad : null;
}

/** What was set aside of this file, oldest first. */
export function filesAside(file: string): AsideFile[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(file)}.bad-`) && STAMP.test(name))
    .toSorted()
    .map((name) => ({
      file: join(folder, name),
      bytes: statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
      at: Date.parse(name.replace(/^.*\.bad-/, ".bad-").replace(STAMP, "$1-$2-$3T$4:$5:$6.$7Z")),
    }));
}
