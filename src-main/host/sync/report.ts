/** How the line stands, in the words a window understands. */
import type { Trouble } from "../../../shared/trouble.ts";
import type { LineReport, LineState } from "../../../shared/wire/port.ts";
import type { HubClock } from "./clock.ts";
import type { Line, Why } from "./line.ts";

export interface LineFacts {
  readonly line: Line;
  readonly url: string;
  /** What a shell said about the hub before there was an address. */
  readonly told: Trouble | null;
  /** Monotonic real ms. */
  readonly heardAt: number | null;
  readonly retryAt: number | null;
  readonly real: number;
  readonly clock: HubClock;
  readonly progress: LineReport["progress"];
}

export function lineReport(facts: LineFacts): LineReport {
  const { line, heardAt, retryAt, real, clock } = facts;
  return {
    state: stateOf(line, facts.told),
    silentMs: heardAt === null ? null : Math.round(real - heardAt),
    hubNow: clock.now(),
    pace: clock.pace(),
    dataAt: line.position.committedAt,
    // What a shell knows of its own hub says more than that the address does not answer.
    trouble: standing(line) ? null : (facts.told ?? (line.why === null ? null : troubleOf(line.why, facts.url))),
    progress: line.at === "snapshot" ? facts.progress : null,
    clockOffMs: null,
    outbox: { waiting: 0, conflicts: 0 },
    readOnly: null,
    retryInMs: line.at === "waiting" && retryAt !== null ? Math.max(0, Math.round(retryAt - real)) : null,
  };
}

const standing = (line: Line) => line.at === "snapshot" || line.at === "live";

function stateOf(line: Line, told: Trouble | null): LineState {
  switch (line.at) {
    case "stopped":
      return told === null ? "starting" : "cut";
    case "connecting":
    case "greeting":
      // Another try of a cut line is still a cut line: the word changes when the hub has answered.
      return line.attempt > 0 ? "cut" : "connecting";
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
    case "cacheFailed":
      return { code: "hostFailed", params: { why: why.detail } };
  }
}
