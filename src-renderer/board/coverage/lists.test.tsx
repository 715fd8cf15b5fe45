import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import type { CoverageValue } from "../../../shared/view.ts";
import { BlindList, DutyList } from "./lists.tsx";

const grids = [
  { uid: 1, level: "unit", code: "990101001001001", name: "", nameEn: "", dutyGrid: 9 },
  { uid: 9, level: "duty", code: "990101001Z01", name: "城东01号责任网格", nameEn: "", dutyGrid: 0 },
] as unknown as RecordOf<"grids">[];
const value = (until: number) =>
  ({
    until,
    to: 100,
    shifts: [
      {
        ...{ name: "早班", nameEn: "Early", from: 360, to: 840, begun: true, n: 3, d: 4 },
        dutyGrids: [
          { dutyGrid: 8, n: 2, d: 2 },
          { dutyGrid: 9, n: 1, d: 2 },
        ],
      },
      { name: "中班", nameEn: "Late", from: 840, to: 1_320, begun: false, n: 0, d: 4, dutyGrids: [] },
    ],
    blind: [
      { dutyGrid: 9, grids: [1, 2], metres: 420 },
      { dutyGrid: 0, grids: [5], metres: 0 },
    ],
  }) as unknown as CoverageValue;

test("blind spots are told by duty grid, of the shift that runs or of the whole day that is over", () => {
  const running = renderToStaticMarkup(<BlindList value={value(50)} grids={grids} />);
  expect(running).toContain("早班未到过的网格");
  expect(running).toContain("城东01号责任网格");
  expect(running).toContain("2个网格 · 建议环线约420米");
  expect(running).toContain("未划责任网格");
  const over = renderToStaticMarkup(<BlindList value={value(100)} grids={grids} />);
  expect(over).toContain("全天未到过的网格");
  const none = renderToStaticMarkup(<BlindList value={{ ...value(50), blind: [] }} grids={grids} />);
  expect(none).toContain("没有盲区");
});

test("duty grids stand with the least covered first, each rate with its counts", () => {
  const html = renderToStaticMarkup(<DutyList value={value(50)} grids={grids} />);
  expect(html.indexOf("50.0%")).toBeGreaterThan(0);
  expect(html.indexOf("50.0%")).toBeLessThan(html.indexOf("100.0%"));
  expect(html).toContain("1 / 2");
});
