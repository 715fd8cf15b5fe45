/** The reports that were made on this machine, each in a folder of its own under the data folder. */
import { createPublicKey } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReportMade } from "../../../shared/report.ts";
import { fingerprint } from "../../report/keys.ts";

/** Reports that are listed at most, the newest. */
const MOST = 200;

export interface Shelf {
  /** Where each report has its folder, and where the keys lie. */
  readonly folder: string;
  readonly keys: string;
  /** Newest first. Folders that hold something else are passed over. */
  all(): readonly ReportMade[];
  /** Bundle of a report that is there; null for another. */
  bundleOf(name: string): string | null;
  fingerprint(): string;
  /** A name that no report has yet. */
  freeName(wanted: string): string;
  /** Reads the folder again when next asked. */
  changed(): void;
}

export function openShelf(dataDir: string): Shelf {
  const folder = join(dataDir, "reports");
  const keys = join(dataDir, "keys");
  let known: readonly ReportMade[] | null = null;
  let print: string | null = null;
  return {
    folder,
    keys,
    all: () => (known ??= readAll(folder)),
    bundleOf(name) {
      const found = readAll(folder).some((made) => made.name === name);
      return found ? join(folder, name, `${name}.citywall`) : null;
    },
    fingerprint: () => (print ??= readPrint(keys)),
    freeName(wanted) {
      for (let n = 1; ; n++) {
        const name = n === 1 ? wanted : `${wanted}-${n}`;
        if (!existsSync(join(folder, name))) return name;
      }
    },
    changed() {
      known = null;
      print = null;
    },
  };
}

function readAll(folder: string): ReportMade[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => readAbout(join(folder, name, "about.json"), name))
    .toSorted((a, b) => b.madeAt - a.madeAt)
    .slice(0, MOST);
}

function readAbout(file: string, name: string): ReportMade[] {
  try {
    const made = JSON.parse(readFileSync(file, "utf8")) as ReportMade;
    return made.name === name && typeof made.madeAt === "number" ? [made] : [];
  } catch {
    return [];
  }
}

function readPrint(keys: string): string {
  try {
    return fingerprint(createPublicKey(readFileSync(join(keys, "report-key.pub.pem"), "utf8")));
  } catch {
    return "";
  }
}
