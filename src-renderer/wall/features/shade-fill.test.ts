import { expect, test } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import { wordsOf } from "../../kit/text.ts";
import { rampRgb } from "../../map/ramp.ts";
import { cellKeyOf, shadedOf } from "./shade-fill.ts";
import { drillOfShade, indicatorName, namedCell, shadePeriod } from "./shade-query.ts";
import { sameShade, SHADE_RING, shadeBeside } from "./shade-choices.ts";

const words = wordsOf("zh-CN", "Asia/Shanghai");
const grids = [
  { uid: 9, level: "duty", code: "D", name: "东岗", nameEn: "", dutyGrid: 0 },
  ...[1, 2, 3, 4].map((uid) => ({
    uid,
    level: "unit",
    code: `42010200100100${uid}`,
    name: "",
    nameEn: "",
    dutyGrid: uid < 3 ? 9 : 0,
  })),
] as unknown as RecordOf<"grids">[];
const colorAt = (rgba: Uint8Array, i: number) => [...rgba.subarray(i * 4, i * 4 + 4)];
const [dark, , , , , , , full] = rampRgb("rate");

test("J5 the full colour is where there is most, of a rate where it is worst", () => {
  const cells = [
    { key: 1, n: 95, d: 100 },
    { key: 2, n: 20, d: 100 },
  ];
  const up = shadedOf({ cells, rate: true, better: "up" }, "unitGrid", grids, "rate");
  expect([...Array.from(up.fill.uid)]).toEqual([1, 2]);
  expect(colorAt(up.fill.rgba, 0)).toEqual([...(dark ?? []), 255]);
  expect(colorAt(up.fill.rgba, 1)).toEqual([...(full ?? []), 255]);
  expect(up.steps.map(({ from }) => from)).toEqual([0.95, 0.2]);
  const down = shadedOf({ cells, rate: true, better: "down" }, "unitGrid", grids, "rate");
  expect(colorAt(down.fill.rgba, 0)).toEqual([...(full ?? []), 255]);
  const counts = [
    { key: 1, n: 3, d: null },
    { key: 2, n: 30, d: null },
  ];
  const counted = shadedOf({ cells: counts, rate: false, better: "up" }, "unitGrid", grids, "rate");
  expect(colorAt(counted.fill.rgba, 1)).toEqual([...(full ?? []), 255]);
  expect(counted.steps).toMatchObject([
    { from: 3, to: 29 },
    { from: 30, to: 30 },
  ]);
});

test("J5 a rate of few cases is faint and sets no step", () => {
  const cells = [
    { key: 1, n: 50, d: 100 },
    { key: 2, n: 60, d: 100 },
    { key: 3, n: 0, d: 2 },
  ];
  const { fill, steps, few } = shadedOf({ cells, rate: true, better: "up" }, "unitGrid", grids, "rate");
  expect(few).toBe(true);
  expect(steps.map(({ from }) => from)).toEqual([0.6, 0.5]);
  expect(colorAt(fill.rgba, 2)).toEqual([...(full ?? []), 90]);
  const sure = shadedOf({ cells: cells.slice(0, 2), rate: true, better: "up" }, "unitGrid", grids, "rate");
  expect(sure.few).toBe(false);
});

test("J3 a unit grid takes the colour of what it belongs to, and opens its cases", () => {
  const grid = grids[1] as RecordOf<"grids">;
  expect(cellKeyOf(grid, "unitGrid")).toBe(1);
  expect(cellKeyOf(grid, "dutyGrid")).toBe(9);
  expect(cellKeyOf(grids[4] as RecordOf<"grids">, "dutyGrid")).toBeUndefined();
  expect(cellKeyOf(grid, "community")).toBe("420102001001");
  expect(cellKeyOf(grid, "subdistrict")).toBe("420102001");
  const areas = [{ level: "subdistrict", code: "420102001", name: "中山街道", nameEn: "" }] as RecordOf<"areas">[];
  expect(namedCell("420102001", "subdistrict", grids, areas).name).toBe("中山街道");
  expect(namedCell("420102009", "subdistrict", grids, areas).name).toBe("420102009");
  expect(namedCell(9, "dutyGrid", grids, areas).name).toBe("东岗");
  const subject = { name: "x", nameEn: "x" };
  const query = (indicator: string, level: "unitGrid" | "community", key: number | string, of?: "n" | "d") =>
    drillOfShade({ by: "figure", indicator, level }, key, subject, "month", of).query;
  expect(query("overdueOpen", "unitGrid", 1)).toEqual({ period: "month", measure: "overdueOpen", unitGrid: 1 });
  expect(query("onTimeHandleRate", "community", "420102001001")).toEqual({
    period: "month",
    basis: "deadline",
    term: "handleDue",
    area: "420102001001",
  });
  expect(query("onTimeHandleRate", "unitGrid", 1, "n")).toMatchObject({ term: "handledOnTime" });
  // Minutes are no cases: their list is of what was timed.
  expect(query("avgHandleMinutes", "unitGrid", 1, "n")).toMatchObject({ term: "handleTimed" });
  expect(query("reportCount", "unitGrid", 1)).toMatchObject({ term: "reported" });
});

test("what stands open now is counted whenever it was reported, while no period is chosen", () => {
  expect(shadePeriod("open", "auto")).toBe("all");
  expect(shadePeriod("open", "day")).toBe("day");
  expect(shadePeriod("onTimeHandleRate", "auto")).toBe("auto");
  expect(indicatorName("overdueOpen", words)).toBe("超期");
  expect(indicatorName("onTimeHandleRate", words)).toBe("按期处置率");
});

test("a key goes through every shade of the ring and comes back", () => {
  let shade = SHADE_RING[0]!;
  const seen = SHADE_RING.map(() => (shade = shadeBeside(shade)));
  expect(seen.at(-1)).toEqual(SHADE_RING[0]);
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(SHADE_RING.length);
  const chosen = { by: "figure", indicator: "closeRate", level: "community" } as const;
  expect(shadeBeside(chosen)).toEqual({ by: "coverage" });
  expect(sameShade(chosen, { ...chosen, level: "unitGrid" })).toBe(false);
});
