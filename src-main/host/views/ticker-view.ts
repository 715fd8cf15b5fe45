/** The cases that changed last, as rows by uid: a window gets the rows that came, changed or went. */
import type { CaseLine } from "../../../shared/view.ts";
import { lineReader } from "./case-lines.ts";
import type { LiveView } from "./live-view.ts";
import { NewestCases } from "./newest-cases.ts";
import { same } from "./same.ts";
import type { Source } from "./source.ts";

const BEAT_MS = 100;
/** Whose change may change any line: names, and the rules that commands on their way are shown by. */
const EVERY_LINE_FROM = ["classes", "departments", "grids", "platforms", "rules"] as const;

/** @param keep cases whose order is kept up, more than `limit` */
export function tickerView(limit: number, source: Source, keep = 2 * limit + 50): LiveView {
  const read = lineReader(source);
  const newest = new NewestCases(source.cases, limit, keep);
  const { outbox } = source.beside;
  let rev = 0;
  let lines = new Map<number, CaseLine>();
  /** Cases that changed since the last refresh, and whether every line must be read again. */
  const marked = new Set<number>();
  let everyLine = true;
  let outboxAt = outbox.version();
  return {
    beatMs: BEAT_MS,
    timed: false,
    take(changes) {
      const change = changes.get("cases");
      for (const row of change?.put ?? []) marked.add(row[0] as number);
      for (const uid of change?.del ?? []) marked.add(uid);
      everyLine ||= EVERY_LINE_FROM.some((table) => changes.has(table));
    },
    stale: () => everyLine || marked.size > 0 || outboxAt !== outbox.version(),
    refresh() {
      const version = outbox.version();
      everyLine ||= outboxAt !== version;
      const next = new Map<number, CaseLine>();
      for (const uid of newest.after(marked)) {
        const before = lines.get(uid);
        const line = before === undefined || everyLine || marked.has(uid) ? read(uid) : before;
        if (line !== undefined) next.set(uid, before !== undefined && same(before, line) ? before : line);
      }
      // Only now: where a line could not be read, all of this is done again.
      outboxAt = version;
      everyLine = false;
      marked.clear();
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
