/** How the line stands, in the words a window understands. */
import type { Trouble } from "../../../shared/trouble.ts";
import type { LineState } from "../../../shared/sync-status.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import type { HubClock } from "./clock.ts";
import type { Line, Why } from "./line-types.ts";

export interface LineFacts {
  readonly line: Line;
  readonly url: string;
  /** What a shell said about the hub before there was an address. */
  readonly told: Trouble | null;
  readonly silentMs: number | null;
  /** Monotonic real ms. */
  readonly retryAt: number | null;
  readonly real: number;
  readonly clock: HubClock;
  readonly progress: LineReport["progress"];
  readonly outbox: LineReport["outbox"];
  /** Why the last write failed, where nothing can be written; and what others say of that. */
  readonly unwritable: Trouble | null;
  readonly readOnly: Trouble | null;
}

/** How the line stands, and why it does not. A cache that takes nothing is as good as a line that is cut. */
export function standingOf(
  facts: Pick<LineFacts, "line" | "told" | "url" | "unwritable">,
): Pick<LineReport, "state" | "trouble"> {
  const { line, told, unwritable } = facts;
  if (unwritable !== null && standing(line)) return { state: "cut", trouble: unwritable };
  if (standing(line)) return { state: stateOf(line, told), trouble: null };
  // What a shell knows of its own hub says more than that the address does not answer.
  return { state: stateOf(line, told), trouble: told ?? (line.why === null ? null : troubleOf(line.why, facts.url)) };
}

export function lineReport(facts: LineFacts): LineReport {
  const { line, retryAt, real, clock } = facts;
  return {
    ...standingOf(facts),
    silentMs: facts.silentMs,
    hubNow: clock.now(),
    pace: clock.pace(),
    dataAt: line.position.committedAt,
    progress: line.at === "snapshot" ? facts.progress : null,
    clockOffMs: clock.offMs(),
    outbox: facts.outbox,
    readOnly: facts.unwritable ?? facts.readOnly,
    retryInMs: line.at === "waiting" && retryAt !== null ? Math.max(0, Math.round(retryAt - real)) : null,
  };
}

const standing = (line: Line) => line.at === "snapshot" || line.at === "live";

function stateOf(line: Line, told: Trouble | null): LineState {
  switch (line.at) {
    case "stopped":
      return told === null && line.why === null ? "starting" : "cut";
    case "connecting":
    case "greeting":
      // Another try of a cut line is still a cut line: the word changes when the hub has answered.
      return line.attempt > 0 ? "cut" : "connecting";
    case "sweeping":
      return line.cut !== null ? "cut" : line.goal.snapshot === null ? "connecting" : "snapshot";
    case "snapshot":
      return "snapshot";
    case "live":
      return "live";
    case "waiting":
      return "cut";
  }
}

function troubleOf(why: Why, url: string): Trouble {
  switch (why.why) {
    case "unreachable":
      return { code: "hubUnreachable", params: { url, why: why.detail } };
    case "wireVersion":
      return { code: "wireVersion", params: { hub: why.hub, host: why.host } };
    case "garbled":
      return { code: "badMessage", params: { what: why.what } };
    case "refused":
      return { code: why.code, params: {} };
    case "cacheFailed":
      return { code: "hostFailed", params: { why: why.detail } };
    case "unwritable":
      return why.trouble;
    case "cacheBroken":
      return { code: "cacheBroken", params: { why: why.detail } };
  }
}
