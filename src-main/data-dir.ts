import { homedir, hostname } from "node:os";
import { basename } from "node:path";
import { dataDirOf } from "../shared/data-dir.ts";

/** This machine's data folder when nobody says otherwise. */
export function defaultDataDir(): string {
  return dataDirOf(process.platform, process.env, homedir());
}

/** How a host is called in the hub's lists: the machine without its domain, and the folder, since one machine may have two. */
export function hostName(dataDir: string, machine: string = hostname()): string {
  return `${machine.split(".")[0]}/${basename(dataDir)}`.slice(0, 100);
}
