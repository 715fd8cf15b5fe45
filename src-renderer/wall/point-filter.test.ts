import { expect, test } from "vitest";
import type { RecordOf } from "../../shared/tables.ts";
import { NO_FILTER } from "../map/props.ts";
import { namesOf } from "./names.ts";
import { pointFilterOf } from "./point-filter.ts";

const classes = [
  { uid: 1, scheme: "s", majorCode: "01", name: "暴露垃圾", majorName: "市容环境" },
  { uid: 2, scheme: "s", majorCode: "01", name: "占道经营", majorName: "市容环境" },
  { uid: 3, scheme: "s", majorCode: "02", name: "路灯不亮", majorName: "公用设施" },
  { uid: 4, scheme: "other", majorCode: "01", name: "别处的", majorName: "别处" },
].map((row) => ({ ...row, nameEn: "", majorNameEn: "" })) as unknown as RecordOf<"classes">[];
const grids = [
  { uid: 10, level: "duty", code: "D1", name: "", nameEn: "", dutyGrid: 0 },
  { uid: 11, level: "unit", dutyGrid: 10 },
  { uid: 12, level: "unit", dutyGrid: 99 },
] as unknown as RecordOf<"grids">[];
const AT_ANY_TIME = { from: null, to: null };

test("J8 the map is narrowed to what the sentence says: a 大类 is its classes, a duty grid its unit grids", () => {
  expect(pointFilterOf({}, AT_ANY_TIME, classes, grids)).toEqual(NO_FILTER);
  expect(pointFilterOf({ which: "open" }, AT_ANY_TIME, classes, grids)).toEqual({ ...NO_FILTER, which: "open" });
  expect(pointFilterOf({ major: "s/01" }, AT_ANY_TIME, classes, grids).classes).toEqual(new Set([1, 2]));
  expect(pointFilterOf({ classUid: 3 }, AT_ANY_TIME, classes, grids).classes).toEqual(new Set([3]));
  expect(pointFilterOf({ dutyGrid: 10 }, AT_ANY_TIME, classes, grids).unitGrids).toEqual(new Set([11]));
  expect(pointFilterOf({ stage: "handling", source: 0, department: 0 }, { from: 5, to: 9 }, classes, grids)).toEqual({
    ...NO_FILTER,
    stage: 3,
    source: 0,
    department: 0,
    from: 5,
    to: 9,
  });
});

test("the parts that are chosen by number have their names, those nobody knows have none", () => {
  const departments = new Map([[7, { uid: 7, name: "城管局", nameEn: "" } as RecordOf<"departments">]]);
  const named = (only: object) => namesOf(only, classes, departments, grids).map(({ part, name }) => [part, name]);
  expect(named({ major: "s/01", department: 7, dutyGrid: 10 })).toEqual([
    ["major", "市容环境"],
    ["department", "城管局"],
    ["dutyGrid", "D1"],
  ]);
  expect(named({ classUid: 2 })).toEqual([["classUid", "占道经营"]]);
  expect(named({ classUid: 77, department: 8, major: "s/09" })).toEqual([]);
});
