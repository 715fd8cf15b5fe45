/**
 * The facts of a case as a line of time, with the stretches in which its handling clock stood still.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z28 The handling clock stands still in suspension, and while a returned case is away; a return without ground is no pause.
 */
import type { Fact } from "../../../shared/case/case.ts";

/** A fact, or the end of a stretch in which the handling clock stood still; `to` null while it does. */
export type Moment =
  | {
      readonly is: "fact";
      readonly fact: Fact;
      /** ms since the fact before; null for the first. */ readonly after: number | null;
    }
  | {
      readonly is: "pause";
      readonly why: "suspension" | "sendBack";
      readonly from: number;
      readonly to: number | null;
    };

/** Facts in their order; each pause stands after the fact that ended it, one that goes on at the end. */
export function timelineOf(facts: readonly Fact[]): Moment[] {
  const moments: Moment[] = [];
  let pause: Extract<Moment, { is: "pause" }> | null = null;
  const end = (to: number) => {
    if (pause !== null) moments.push({ ...pause, to });
    pause = null;
  };
  facts.forEach((fact, i) => {
    const before = facts[i - 1];
    moments.push({ is: "fact", fact, after: before === undefined ? null : fact.at - before.at });
    switch (fact.kind) {
      case "suspended":
        end(fact.at);
        pause = { is: "pause", why: "suspension", from: fact.at, to: null };
        return;
      case "sentBack":
        end(fact.at);
        pause = { is: "pause", why: "sendBack", from: fact.at, to: null };
        return;
      case "sendBackRefused":
        pause = null;
        return;
      case "resumed":
      case "dispatched":
      case "returnedToAcceptor":
      case "closed":
      case "forceClosed":
      case "voided":
      case "markedDuplicate":
        end(fact.at);
        return;
      case "observed":
        if (fact.state !== "suspended" && fact.state !== "returned") end(fact.at);
        else
          pause ??= {
            is: "pause",
            why: fact.state === "suspended" ? "suspension" : "sendBack",
            from: fact.at,
            to: null,
          };
        return;
      default:
        return;
    }
  });
  if (pause !== null) moments.push(pause);
  return moments;
}

/** Ms in which the handling clock stood still, up to `now`. */
export function pausedMs(moments: readonly Moment[], now: number): number {
  return moments.reduce(
    (sum, each) => (each.is === "pause" ? sum + Math.max(0, (each.to ?? now) - each.from) : sum),
    0,
  );
}
