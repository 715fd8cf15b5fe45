import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { RecordOf } from "../../shared/tables.ts";
import type { Border, RecurrenceGroup } from "../../shared/view.ts";
import { wordsOf } from "../kit/text.ts";
import { ageText, drillOfAge } from "./ages.tsx";
import { drillOfCount } from "./backlog.tsx";
import { drillOfBorder, routeText } from "./disputes.tsx";
import { conditionOf, factSentence } from "./facts.ts";
import { sentenceOf } from "./query.ts";
import { drillOfGroup } from "./spot.ts";
import { goalOf, GoalBar } from "./targets.tsx";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 1);
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

const department = (uid: number, shortName: string) =>
  [uid, { uid, name: `${shortName}局`, nameEn: "", shortName, shortNameEn: "" } as RecordOf<"departments">] as const;
const departments = new Map([department(1, "城管"), department(2, "交警")]);

describe("what a count opens", () => {
  test("is its measure, or the days of suspension", () => {
    expect(drillOfCount("dispatchLate", 60, NOW).query).toEqual({ period: "all", measure: "dispatchLate" });
    const backlogged = drillOfCount("backlogged", 60, NOW);
    expect(backlogged.query).toEqual({ period: "all", suspendedBefore: NOW - 60 * DAY });
    expect(sentenceOf(backlogged, zh)).toBe("积存（挂账超过60天）");
  });

  test("is an age's window of deadlines, without a gap and without a case twice", () => {
    const ages = [
      { fromDays: 0, toDays: 1 },
      { fromDays: 1, toDays: 3 },
      { fromDays: 3, toDays: null },
    ];
    const windows = ages.map((age) => drillOfAge(age, NOW).query.between as [number, number]);
    expect(windows[0]).toEqual([NOW - DAY + 1, NOW]);
    expect(windows[1]).toEqual([NOW - 3 * DAY + 1, NOW - DAY + 1]);
    expect(windows[2]).toEqual([0, NOW - 3 * DAY + 1]);
    expect(ages.map((age) => ageText(age, zh))).toEqual(["不足1天", "1–3天", "3天以上"]);
    expect(sentenceOf(drillOfAge({ fromDays: 1, toDays: 3 }, NOW), zh)).toBe("超期1至3天");
    expect(sentenceOf(drillOfAge({ fromDays: 3, toDays: null }, NOW), en)).toBe("overdue for 3 days or more");
  });

  test("is a group's own cases at its place", () => {
    const group = {
      className: "占道经营",
      classNameEn: "Street vending",
      lon: 114,
      lat: 30,
      radiusMetres: 50,
      days: 30,
      uids: [3, 9],
    } as unknown as RecurrenceGroup;
    const drill = drillOfGroup(group);
    expect(drill).toMatchObject({ query: { period: "all", uids: [3, 9] }, place: { lon: 114, lat: 30 } });
    expect(sentenceOf(drill, zh)).toBe("占道经营 · 同一点位反复上报（50米、30天内）");
    expect(sentenceOf({ query: { uids: [1] } }, zh)).toBe("指定案件");
  });

  test("is the cases that went over a border", () => {
    const border: Border = { from: 1, to: 2, count: 2, uids: [4, 5] };
    expect(sentenceOf(drillOfBorder(border, departments), zh)).toBe("城管 → 交警 · 在两个单位之间回退、改派");
    expect(drillOfBorder({ ...border, to: 77 }, departments).subject).toEqual({ name: "", nameEn: "" });
  });
});

test("the way of a case names each stop", () => {
  expect(routeText([1, 2, 2, 1], departments, zh)).toBe("城管 → 交警 → 交警 → 城管");
  expect(routeText([1, 99], departments, zh)).toBe("城管 → 未知单位");
  expect(routeText([], departments, zh)).toBe("");
});

describe("facts in words", () => {
  const said = (fact: object) => factSentence({ at: NOW, by: "x", ...fact } as never, zh, departments, NOW);
  test("say what is known and leave out what is not", () => {
    expect(said({ kind: "dispatched", department: 1, deadline: NOW })).toBe("派遣至城管局，截止09:00");
    expect(said({ kind: "dispatched", department: 1, deadline: null })).toBe("派遣至城管局");
    expect(said({ kind: "dispatched", department: 2, deadline: NOW, reason: "权属不符" })).toBe(
      "改派至交警局，截止09:00：权属不符",
    );
    expect(said({ kind: "suspended", reason: "等待拆迁" })).toBe("挂账：等待拆迁");
    expect(said({ kind: "suspended", reason: "等待拆迁", until: NOW + DAY })).toBe("挂账至11月23日 09:00：等待拆迁");
    expect(said({ kind: "calledBack", score: -100, returns: true })).toBe("回访，满意度-100分，重新处置");
    expect(said({ kind: "sendBackRefused", department: 1, deadline: null, reason: "职责明确" })).toBe(
      "回退不予同意，仍由城管局处置：职责明确",
    );
  });

  test("give the condition the case was filed under last", () => {
    const limit = { value: 4, type: "workHour" as const };
    const filed = { kind: "filed", at: 1, by: "", limit } as const;
    expect(
      conditionOf([
        { ...filed, condition: "01001.1" },
        { ...filed, condition: "01001.2" },
      ]),
    ).toBe("01001.2");
    expect(conditionOf([filed])).toBe("");
    expect(conditionOf([])).toBe("");
  });
});

describe("targets on bars", () => {
  const target = { indicator: "acceptRate", value: 0.98, better: "up" } as RecordOf<"targets">;
  test("say the difference, and whether it is reached", () => {
    expect(goalOf(target, { n: 974, d: 1000 }, zh)).toMatchObject({ short: "≥98%", met: false });
    expect(goalOf(target, { n: 974, d: 1000 }, zh)?.sentence).toMatch(/^受理率目标 98%，.*0\.6/);
    expect(goalOf(target, { n: 99, d: 100 }, en)).toMatchObject({ met: true });
    expect(goalOf(target, { n: 0, d: 0 }, zh)).toMatchObject({ met: null, sentence: "受理率目标 98%" });
    expect(goalOf(undefined, { n: 1, d: 1 }, zh)).toBeNull();
    expect(goalOf({ ...target, indicator: "unheardOf" }, { n: 1, d: 1 }, zh)).toBeNull();
  });

  test("stand where the bar would end if the target were just reached", () => {
    const goal = goalOf(target, { n: 90, d: 100 }, zh);
    const html = renderToStaticMarkup(<GoalBar share={0.45} goal={goal} whole={0.5} numbered />);
    expect(html).toContain("width:45%");
    expect(html).toContain("left:49%");
    expect(html).toContain("≥98%");
  });
});
