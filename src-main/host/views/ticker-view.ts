/** The cases that changed last, as rows by uid: a window gets the rows that came, changed or went. */
import type { CaseLine } from "../../../shared/view.ts";
import { lineReader, newestOf } from "./case-lines.ts";
import type { LiveView } from "./live-view.ts";
import { same } from "./same.ts";
import type { Source } from "./source.ts";

const BEAT_MS = 100;
const FROM = ["cases", "classes", "departments", "grids"] as const;

export function tickerView(limit: number, source: Source): LiveView {
  const read = lineReader(source);
  let rev = 0;
  let lines = new Map<number, CaseLine>();
  let stale = true;
  let outbox = source.beside.outbox.version();
  return {
    beatMs: BEAT_MS,
    timed: false,
    take(changes) {
      stale ||= FROM.some((table) => changes.has(table));
    },
    stale: () => stale || outbox !== source.beside.outbox.version(),
    refresh() {
      outbox = source.beside.outbox.version();
      const next = new Map<number, CaseLine>();
      for (const uid of newestOf(source.cases, {}, source.now(), 0, limit).uids) {
        const line = read(uid);
        const before = lines.get(uid);
        if (line !== undefined) next.set(uid, before !== undefined && same(before, line) ? before : line);
      }
      stale = false;
      const equal = next.size === lines.size && [...next].every(([uid, line]) => lines.get(uid) === line);
      if (rev > 0 && equal) return false;
      lines = next;
      rev++;
      return true;
    },
    reader() {
      let given: { rev: number; lines: Map<number, CaseLine> } | null = null;
      return {
        next() {
          if (given?.rev === rev) return null;
          const before = given?.lines ?? new Map<number, CaseLine>();
          const patch = {
            say: "keyed" as const,
            reset: given === null,
            put: [...lines.values()].filter((line) => before.get(line.uid) !== line),
            del: [...before.keys()].filter((uid) => !lines.has(uid)),
          };
          given = { rev, lines };
          return patch;
        },
      };
    },
  };
}
