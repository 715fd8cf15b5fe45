import { describe, expect, test } from "vitest";
import type { SeatAct } from "../shell/acts.ts";
import { findActs } from "./find.ts";

const act = (id: string, zh: string, en: string, more: Partial<SeatAct> = {}): SeatAct => ({
  id,
  group: "case",
  title: zh,
  titles: { "zh-CN": zh, en },
  run() {},
  ...more,
});
const ACTS = [
  act("dispatch", "派遣", "Dispatch"),
  act("redispatch", "重新派遣", "Dispatch again"),
  act("suspend", "申请挂账", "Ask to suspend"),
  act("urge", "催办", "Urge"),
  act("supervise", "督办", "Supervise"),
  act("queue", "打开待办队列", "Go to the queue"),
];
const found = (typed: string) => findActs(ACTS, typed).map(({ id }) => id);

describe("the palette", () => {
  test("Z93 finds by Chinese, pinyin, initials, a mixture and English", () => {
    for (const typed of ["派遣", "paiqian", "pq", "paiq", "派q", "Dispatch", "dis"])
      expect(found(typed)[0], typed).toBe("dispatch");
    expect(found("guazhang")).toEqual(["suspend"]);
    expect(found("sqgz")).toEqual(["suspend"]);
    expect(found("cb")).toEqual(["urge"]);
    expect(found("suspend ask")).toEqual(["suspend"]);
    expect(found("queue")).toEqual(["queue"]);
    expect(found("xyz")).toEqual([]);
  });

  test("Z93 the nearest comes first, what cannot run now comes last, and nothing typed shows all", () => {
    expect(found("派遣")).toEqual(["dispatch", "redispatch"]);
    const acts = [act("dispatch", "派遣", "Dispatch", { cannot: "没有权限" }), ACTS[1]!];
    expect(findActs(acts, "派遣").map(({ id }) => id)).toEqual(["redispatch", "dispatch"]);
    expect(found("")).toHaveLength(ACTS.length);
  });
});
