import { homedir } from "node:os";
import { dataDirOf } from "../shared/data-dir.ts";

/** This machine's data folder when nobody says otherwise. */
export function defaultDataDir(): string {
  return dataDirOf(process.platform, process.env, homedir());
}
