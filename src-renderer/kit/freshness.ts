/**
 * How fresh the picture is, and why not. One judgement for the header and for every panel, so they never contradict
 * each other. Times here are monotonic milliseconds (performance.now), which no clock change can bend.
 */
import type { LineReport } from "../../shared/wire/port.ts";
import type { Trouble } from "../../shared/trouble.ts";

/** What the window knows of its line to the host and of the host's line to the hub. */
export interface LineFacts {
  /** The wire to the host is open. */
  readonly connected: boolean;
  /** The host's last word about the hub, and when it arrived. */
  readonly report: LineReport | null;
  readonly receivedAt: number;
  /** When the window tries the host again; null while connected. */
  readonly retryAt: number | null;
}

/** The host reports at least once a second; three missed reports mean it is gone or stuck. */
export const HOST_SILENT_MS = 3_500;
/** The hub says something every second; when it does not, the picture is old before the line is known to be cut. */
export const HUB_SILENT_MS = 4_500;

export type Cause =
  | { readonly why: "hostGone"; readonly retryAt: number | null }
  | { readonly why: "hostSilent" }
  | { readonly why: "hubCut"; readonly retryAt: number | null; readonly trouble: Trouble | null }
  | { readonly why: "hubSilent" }
  | { readonly why: "notYetReached" }
  /** The cache takes nothing more, so the picture stands, whatever the hub says. */
  | { readonly why: "readOnly"; readonly trouble: Trouble }
  | { readonly why: "copying"; readonly done: number; readonly total: number; readonly rowsPerSecond: number };

export interface Freshness {
  readonly state: "loading" | "live" | "stale";
  /** When the hub was last heard (monotonic); null when never in this run. */
  readonly since: number | null;
  /** Hub time of the newest change in the cache. */
  readonly dataAt: number | null;
  readonly cause: Cause | null;
}

/**
 * Judges the line at `now`.
 * @param listeningSince a window that was held up until then has heard nothing by its own fault: what waits for it is
 * about to arrive, so silence counts from there.
 */
export function freshnessOf(line: LineFacts, now: number, listeningSince = 0): Freshness {
  const { report, receivedAt, connected, retryAt } = line;
  if (report === null) {
    return { state: "loading", since: null, dataAt: null, cause: connected ? null : { why: "hostGone", retryAt } };
  }
  const since = report.silentMs === null ? null : receivedAt - report.silentMs;
  const judged = (state: Freshness["state"], cause: Cause | null): Freshness => ({
    state,
    since,
    dataAt: report.dataAt,
    cause,
  });
  if (!connected) return judged("stale", { why: "hostGone", retryAt });
  if (now - Math.max(receivedAt, listeningSince) > HOST_SILENT_MS) return judged("stale", { why: "hostSilent" });
  // Heard is not taken: how old the picture is goes by its newest change, not by the hub's last word.
  if (report.readOnly !== null)
    return { ...judged("stale", { why: "readOnly", trouble: report.readOnly }), since: null };
  switch (report.state) {
    case "starting":
    case "connecting":
      return judged("stale", { why: "notYetReached" });
    case "snapshot":
      return judged("loading", { why: "copying", ...(report.progress ?? { done: 0, total: 0, rowsPerSecond: 0 }) });
    case "cut": {
      const retry = report.retryInMs === null ? null : receivedAt + report.retryInMs;
      return judged("stale", { why: "hubCut", retryAt: retry, trouble: report.trouble });
    }
    case "live":
      return since !== null && now - Math.max(since, listeningSince) > HUB_SILENT_MS
        ? judged("stale", { why: "hubSilent" })
        : judged("live", null);
  }
}

/** True when a component that shows `a` need not be drawn again for `b`: only the moving age differs. */
export function sameFreshness(a: Freshness, b: Freshness): boolean {
  return a.state === b.state && a.dataAt === b.dataAt && a.since === b.since && sameCause(a.cause, b.cause);
}

function sameCause(a: Cause | null, b: Cause | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export type PanelState = "loading" | "empty" | "live" | "stale" | "error";

/** What a panel says about itself. Trouble first; what was never loaded is loading; what is not live is not current. */
export function panelState(
  view: { readonly loaded: boolean; readonly trouble: Trouble | null; readonly empty: boolean },
  freshness: Freshness,
): PanelState {
  if (view.trouble !== null) return "error";
  if (!view.loaded) return "loading";
  if (freshness.state === "loading") return "loading";
  if (freshness.state === "stale") return "stale";
  return view.empty ? "empty" : "live";
}
