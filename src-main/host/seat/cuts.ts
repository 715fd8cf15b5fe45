/**
 * The last time the line was cut for long enough to miss something, until somebody has seen what happened meanwhile. Pure:
 * whoever runs it says how the line stands and keeps what is to be kept.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - N33 A cut of more than five seconds is told with its beginning and end until its list was seen, also after a restart of
 *   the host; cuts that follow each other within half an hour are one.
 */
import type { TroubleCode } from "../../../shared/trouble.ts";
import type { LineReport } from "../../../shared/wire/port.ts";

/** Real ms that a cut must last to be told. */
export const CUT_MS = 5_000;
/** Hub ms between two cuts that are told as one. */
export const SAME_CUT_MS = 30 * 60_000;

/** A cut in hub time; `to` null while it lasts. */
export interface Cut {
  readonly from: number;
  readonly to: number | null;
}

/** What a line is cut for that has nothing to do with the line: it was not let in. */
const NOT_LET_IN: ReadonlySet<TroubleCode> = new Set(["tokenMissing", "tokenUnknown", "sessionEnded"]);

export interface Cuts {
  /** How the line stands; to be said at every change and about once a second. */
  look(line: Pick<LineReport, "state" | "trouble" | "hubNow">): void;
  /** The list has been seen. */
  seen(): void;
  /** The last cut that is over and that nobody has seen; null when there is none. */
  cut(): { readonly from: number; readonly to: number } | null;
}

/** @param keep writes down how it stands now @param kept as it was written down last */
export function openCuts(kept: Cut | null, real: () => number, keep: (cut: Cut | null) => void): Cuts {
  /** What is to be told, or is being cut now for long enough. */
  let cut = kept;
  /** The cut that goes on: since when (real ms), and hub time then. Null while the line stands. */
  let now: { readonly since: number; readonly from: number } | null = null;
  /** The line has stood since the host started, or was cut when the host was ended. */
  let stood = kept !== null && kept.to === null;

  function set(next: Cut | null): void {
    if (next?.from === cut?.from && next?.to === cut?.to) return;
    cut = next;
    keep(next);
  }

  return {
    look({ state, trouble, hubNow }) {
      const at = Math.round(hubNow);
      if (state === "live") {
        stood = true;
        now = null;
        if (cut !== null && cut.to === null) set({ from: cut.from, to: Math.max(at, cut.from) });
        return;
      }
      if (state !== "cut" || !stood || (trouble !== null && NOT_LET_IN.has(trouble.code))) return;
      now ??= { since: real(), from: at };
      if (real() - now.since <= CUT_MS || (cut !== null && cut.to === null)) return;
      const same = cut !== null && cut.to !== null && now.from - cut.to <= SAME_CUT_MS;
      set({ from: same && cut !== null ? cut.from : now.from, to: null });
    },
    seen() {
      if (cut !== null && cut.to !== null) set(null);
    },
    cut: () => (cut === null || cut.to === null ? null : { from: cut.from, to: cut.to }),
  };
}

/** Reads what `keep` was given, as JSON; null for what is not such. */
export function readCut(text: string | null): Cut | null {
  if (text === null) return null;
  try {
    const { from, to } = JSON.parse(text) as { from?: unknown; to?: unknown };
    if (typeof from !== "number" || !(typeof to === "number" || to === null)) return null;
    return { from, to };
  } catch {
    return null;
  }
}
