import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { safeParse } from "valibot";
import { describe, expect, test } from "vitest";
import { isBreached, stateOfSensor } from "../../../shared/sensors/state.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { SensorLine } from "../../../shared/view.ts";
import { deskMessageSchema } from "../../../shared/wire/desk.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SensorsBoard } from "./board.tsx";
import { classFor, draftOf, occasionOf } from "./draft.ts";
import { SensorDetail } from "./sensor.tsx";
import { drawSeries, niceAbove, summaryOf } from "./series.ts";
import { SensorMark, standText, todayText, worstFirst } from "./state.tsx";

const HOUR = 3_600_000;
/** A Friday, 15:00 in the city. */
const THREE = Date.parse("2026-11-20T15:00:00+08:00");
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

type Value = SensorLine["values"][number];
const value = (more: Partial<Value> = {}): Value => ({
  pollutant: "pm10",
  minutes: 60,
  at: THREE,
  value: 211.4,
  limit: 140,
  exceededToday: 3,
  allowed: 2,
  over: true,
  last: { at: THREE, value: 211.4, limit: 140 },
  aboveRegion: true,
  assumed: false,
  ...more,
});
const line = (uid: number, values: readonly Value[], more: Partial<SensorLine> = {}): SensorLine => ({
  sensor: {
    uid,
    platform: "demo",
    id: `M${uid}`,
    name: `人民路${uid}号工地`,
    nameEn: `Site ${uid}`,
    kind: "both",
    lon: 112,
    lat: 28,
    unitGrid: 4,
    department: 0,
    thresholds: "",
  },
  values,
  silent: false,
  lastAt: THREE,
  recent: { at: new Float64Array(0), value: new Float64Array(0) },
  standard: { "zh-CN": "河北 DB13/2934-2019", en: "Hebei DB13/2934-2019" },
  ...more,
});

describe("how a station stands", () => {
  test("W14 is told by what a day allows: only more than that is a breach", () => {
    expect([2, 3].map((exceededToday) => isBreached(value({ exceededToday })))).toEqual([false, true]);
    const state = (values: readonly Value[], silent = false) => stateOfSensor({ values, silent });
    expect(state([value()])).toBe("breached");
    expect(state([value({ exceededToday: 1 })])).toBe("over");
    expect(state([value({ exceededToday: 1, over: false })])).toBe("ok");
    expect(state([value({ exceededToday: 0, over: false, limit: null })])).toBe("noLimit");
    expect(state([value({ exceededToday: 1 })], true)).toBe("silent");
    expect(state([value()], true)).toBe("breached");
    expect(state([])).toBe("noLimit");
  });

  test("W14 puts the worst first, and the nearest to its limit before the others", () => {
    const ok = (uid: number, share: number) =>
      line(uid, [value({ exceededToday: 0, over: false, value: 100 * share, limit: 100 })]);
    const lines = [ok(1, 0.2), ok(2, 0.9), line(3, [], { silent: true }), line(4, [value()])];
    expect(worstFirst(lines).map(({ sensor }) => sensor.uid)).toEqual([4, 3, 2, 1]);
  });

  test("is said in words, with a shape of its own for each", () => {
    expect(standText(value(), zh)).toBe("211 µg/m³ / 限值 140 µg/m³");
    expect(standText(value({ pollutant: "noise", value: 61.44, limit: null }), en)).toBe(
      "61.4 dB(A) (no limit at this hour)",
    );
    expect(todayText(value(), zh)).toBe("今日超标 3 次，允许 2 次");
    expect(todayText(value({ exceededToday: 0 }), zh)).toBe("今日未超标");
    const paths = (["breached", "silent", "over", "ok", "noLimit"] as const).map(
      (state) => / d="([^"]+)"/.exec(renderToStaticMarkup(<SensorMark state={state} />))?.[1],
    );
    expect(new Set(paths).size).toBe(5);
  });
});

describe("a case of an exceedance", () => {
  const of = (uid: number, name: string, more: Partial<RecordOf<"classes">> = {}) =>
    ({ uid, platform: "demo", kind: "matter", name, ...more }) as RecordOf<"classes">;

  test("W13 is of the class that the platform's own table has for it", () => {
    const classes = [of(1, "噪声扰民"), of(2, "工地扬尘", { platform: "other" }), of(3, "工地扬尘"), of(4, "施工扰民")];
    expect(classFor(classes, "demo", "pm10")?.uid).toBe(3);
    expect(classFor(classes, "demo", "noise")?.uid).toBe(4);
    expect(classFor([of(1, "噪声扰民")], "demo", "noise")?.uid).toBe(1);
    expect(classFor([of(1, "工地扬尘", { kind: "component" })], "demo", "tsp")).toBeUndefined();
  });

  test("W13 tells value, limit and times, and has one id for one exceedance", () => {
    const draft = draftOf(line(7, []), value(), { uid: 3 }, zh);
    expect(draft?.report.description).toBe(
      "人民路7号工地PM10小时均值 211 µg/m³，超过限值 140 µg/m³（河北 DB13/2934-2019），时段 2026年11月20日 14:00 至 2026年11月20日 15:00；当日超标 3 次，允许 2 次。",
    );
    expect(draft).toMatchObject({ platform: "demo", report: { classUid: 3, lon: 112, lat: 28, unitGrid: 4 } });
    const message = { id: "0123456789", by: "值班长", request: draft };
    expect(safeParse(deskMessageSchema, message).success).toBe(true);
    // A newer mean of the same day is the same exceedance until there is another one.
    expect(occasionOf({ uid: 7 }, value({ at: THREE + HOUR, over: false }))).toBe(draft?.occasion);
    expect(occasionOf({ uid: 7 }, value({ last: { at: THREE + HOUR, value: 300, limit: 140 } }))).not.toBe(
      draft?.occasion,
    );
    expect(draftOf(line(7, []), value({ last: null }), { uid: 3 }, zh)).toBeNull();
  });
});

describe("a series", () => {
  const series = {
    minutes: 60,
    at: [THREE, THREE + HOUR, THREE + 3 * HOUR],
    value: [50, 100, 20],
    limit: [80, 80, Number.NaN],
  };
  test("breaks where nothing was measured, and has its limit in steps and what is above it", () => {
    const drawn = drawSeries(series, THREE - HOUR, THREE + 3 * HOUR, 400, 100);
    expect(drawn).toEqual({
      values: "M100 75L200 50M400 90",
      limits: "M0 60H100M100 60H200",
      above: [{ x: 200, y: 50 }],
      top: 200,
    });
    expect(drawSeries({ minutes: 60, at: [], value: [] }, 0, 1, 400, 100)).toMatchObject({ values: "", top: 1 });
  });

  test("is summed up in words", () => {
    expect(summaryOf(series)).toEqual({ low: 20, high: 100, above: 1 });
    expect(summaryOf({ minutes: 60, at: [], value: [] })).toBeNull();
    expect([0.3, 1, 1.1, 45, 78, 101].map(niceAbove)).toEqual([0.5, 1, 2, 50, 100, 200]);
  });
});

describe("the board and the card", () => {
  const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
  const classes = [{ uid: 3, platform: "demo", kind: "matter", name: "工地扬尘", nameEn: "Construction site dust" }];
  const quiet = line(2, [value({ exceededToday: 0, over: false, last: null, value: 20 })]);

  function drawn(what: ReactNode, lines: readonly SensorLine[], words = zh): string {
    const readings = { series: [{ pollutant: "pm10", minutes: 60, at: [THREE], value: [211], limit: [140] }] };
    const answers: Record<string, unknown> = { sensors: lines, readings, classes };
    const link = {
      whole: ({ view }: { view: string }) => {
        const answer = { value: answers[view] ?? null, trouble: null, rev: 1 };
        return { get: () => answer, subscribe: () => () => {} };
      },
    } as unknown as Link;
    return renderToStaticMarkup(
      <LinkContext value={link}>
        <WordsContext value={words}>
          <FreshnessContext value={LIVE}>
            <ClockContext value={{ clock: () => 0, hubNow: () => THREE + 7 * 60_000 }}>{what}</ClockContext>
          </FreshnessContext>
        </WordsContext>
      </LinkContext>,
    );
  }
  const texts = (html: string) => html.replaceAll(/<[^>]+>/g, "|");

  test("say what stands, the worst first, each row a button", () => {
    const html = drawn(<SensorsBoard />, [quiet, line(1, [value()])]);
    expect([...html.matchAll(/data-sensor="(\d)" data-state="(\w+)"/g)].map(([, uid, state]) => [uid, state])).toEqual([
      ["1", "breached"],
      ["2", "ok"],
    ]);
    expect(html.match(/<button/g)).toHaveLength(2);
    expect(texts(html)).toContain("1 个超标");
    expect(texts(drawn(<SensorsBoard />, [], en))).toContain("There are no stations of dust and noise.");
  });

  test("W13 offer a case for what was exceeded and for nothing else", () => {
    const card = (uid: number) =>
      drawn(<SensorDetail uid={uid} onBack={() => {}} onClose={() => {}} />, [quiet, line(1, [value()])]);
    expect(texts(card(1))).toContain("生成案件");
    expect(texts(card(1))).toContain("最近超标 14:00 至 15:00，211 µg/m³，限值 140 µg/m³");
    expect(card(1)).toContain("1 个时段高于限值");
    expect(texts(card(2))).not.toContain("生成案件");
    expect(texts(card(9))).toContain("该站点已不在数据中。");
  });
});
