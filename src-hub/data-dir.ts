/** Where the hub keeps its data when nobody says otherwise. */
import { homedir } from "node:os";
import { join } from "node:path";
import { dataDirOf } from "../shared/data-dir.ts";

/** This machine's data folder: the same one that the host takes. */
export function defaultDataDir(): string {
  return dataDirOf(process.platform, process.env, homedir());
}

/** The hub's file in a data folder. */
export function hubFile(dataDir: string): string {
  return join(dataDir, "hub", "hub.db");
}
