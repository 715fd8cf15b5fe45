import { describe, expect, test } from "vitest";
import type { Fact } from "../../../shared/case/case.ts";
import { beforeAfter } from "../../../shared/case/before-after.ts";
import { pausedMs, timelineOf } from "./timeline.ts";

const at = (minute: number, kind: string, more: object = {}) =>
  ({ kind, at: minute, by: "", ...more }) as unknown as Fact;
const shape = (facts: readonly Fact[]) =>
  timelineOf(facts).map((each) => (each.is === "fact" ? each.fact.kind : `${each.why} ${each.from}–${each.to ?? ""}`));

describe("Z28 pauses", () => {
  test("stand after the fact that ended them, the running one at the end", () => {
    expect(shape([at(1, "dispatched"), at(2, "suspended"), at(7, "resumed"), at(9, "sentBack")])).toEqual([
      "dispatched",
      "suspended",
      "resumed",
      "suspension 2–7",
      "sentBack",
      "sendBack 9–",
    ]);
  });

  test("a return without ground is none", () => {
    expect(shape([at(1, "dispatched"), at(2, "sentBack"), at(3, "sendBackRefused")])).toEqual([
      "dispatched",
      "sentBack",
      "sendBackRefused",
    ]);
  });

  test("end with the case, and with what another platform says", () => {
    expect(shape([at(1, "suspended"), at(4, "voided")]).at(-1)).toBe("suspension 1–4");
    const observed = (state: string) => at(5, "observed", { state });
    expect(shape([at(1, "suspended"), observed("handling")]).at(-1)).toBe("suspension 1–5");
    expect(shape([at(1, "sentBack"), observed("returned")]).at(-1)).toBe("sendBack 1–");
    expect(shape([observed("suspended")]).at(-1)).toBe("suspension 5–");
  });

  test("are summed up to now", () => {
    const moments = timelineOf([at(10, "suspended"), at(40, "resumed"), at(50, "sentBack")]);
    expect(pausedMs(moments, 70)).toBe(50);
  });

  test("each fact says how long after the one before", () => {
    const moments = timelineOf([at(1, "reported"), at(6, "accepted")]);
    expect(moments.map((each) => (each.is === "fact" ? each.after : 0))).toEqual([null, 5]);
  });
});

describe("Z29 before and after", () => {
  const taken = (id: string, minute: number) => ({ id, at: minute });
  const pictures = [taken("c", 30), taken("a", 10), taken("b", 20)];
  test("are told apart by when the department said that it is done", () => {
    const { before, after, curtain } = beforeAfter(pictures, 20);
    expect([before, after].map((list) => list.map(({ id }) => id))).toEqual([["a"], ["b", "c"]]);
    expect(curtain).toEqual({ before: taken("a", 10), after: taken("c", 30) });
  });
  test("there is no curtain without both", () => {
    expect(beforeAfter(pictures, null)).toMatchObject({ after: [], curtain: null });
    expect(beforeAfter(pictures, 5)).toMatchObject({ before: [], curtain: null });
    expect(beforeAfter([], 5).curtain).toBeNull();
  });
});
