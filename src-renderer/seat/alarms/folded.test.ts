import { expect, test } from "vitest";
import type { AlarmLine } from "../../../shared/alarm.ts";
import { foldedOf } from "./folded.ts";

const alarm = (key: string, state: AlarmLine["state"] = "open") => ({ key, state }) as AlarmLine;

test("Z56 a flood is folded where its first alarm stands, and no alarm is lost or doubled by it", () => {
  const alarms = ["a", "f1", "b", "f2", "f3"].map((key) => alarm(key)).concat(alarm("f4", "acknowledged"));
  const group = { rule: "f", title: "", titleEn: "", keys: ["f1", "f2", "f3"] };
  const keysOf = (opened: ReadonlySet<string>) =>
    foldedOf({ alarms, groups: [group] }, opened).map(({ folded, alarms: of }) => [folded, of.map(({ key }) => key)]);
  expect(keysOf(new Set())).toEqual([
    [false, ["a"]],
    [true, ["f1", "f2", "f3"]],
    [false, ["b", "f4"]],
  ]);
  expect(keysOf(new Set(["f1"]))[1]).toEqual([false, ["f1", "f2", "f3"]]);
  expect(foldedOf(null, new Set())).toEqual([]);
});
