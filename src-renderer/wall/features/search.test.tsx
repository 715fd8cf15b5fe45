/** The search box: what opening does, how results are grouped, and what it says when there is nothing. */
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Found } from "../../../shared/view.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { boxAsked } from "./components.tsx";
import { groupsOf, SearchList } from "./search-list.tsx";
import { openFound } from "./search-open.ts";
import { withRecent } from "./search.tsx";

const found = (kind: Found["kind"], uid: number, more: Partial<Found> = {}): Found => ({
  kind,
  uid,
  title: `名${uid}`,
  titleEn: `Name ${uid}`,
  detail: `细${uid}`,
  detailEn: "",
  lon: 114,
  lat: 30,
  ...more,
});
const grids = [{ uid: 7, level: "duty" } as RecordOf<"grids">, { uid: 8, level: "unit" } as RecordOf<"grids">];

/** What was called, with what. */
function opened(what: Found): [string, ...unknown[]][] {
  const calls: [string, ...unknown[]][] = [];
  const hand = (name: string) => vi.fn((...args: unknown[]) => void calls.push([name, ...args]));
  openFound(what, grids, {
    open: hand("open"),
    openCase: hand("openCase"),
    openThing: hand("openThing"),
    goTo: hand("goTo"),
    setLayer: hand("setLayer"),
    setFollow: hand("setFollow"),
  });
  return calls;
}

describe("opening what was found", () => {
  test("a case, a department and grids open their case or list", () => {
    expect(opened(found("case", 3))).toEqual([["openCase", { uid: 3, lon: 114, lat: 30, unitGrid: 0 }]]);
    expect(opened(found("department", 4))[0]?.[1]).toMatchObject({ query: { measure: "open", department: 4 } });
    expect(opened(found("grid", 8))).toEqual([
      ["open", { query: { period: "all", measure: "open", unitGrid: 8 }, subject: { name: "名8", nameEn: "Name 8" } }],
    ]);
    expect(opened(found("grid", 7)).map(([name]) => name)).toEqual(["open", "goTo"]);
    expect(opened(found("grid", 7))[0]?.[1]).toMatchObject({ query: { dutyGrid: 7 } });
  });

  test("things on the map have their layer shown, the map at them and their card open", () => {
    for (const [kind, layer] of [
      ["component", "components"],
      ["sensor", "sensors"],
      ["place", "places"],
    ] as const) {
      const calls = opened(found(kind, 5));
      expect(calls[0]).toEqual(["setLayer", layer, true]);
      expect(calls[1]?.[1]).toMatchObject({ lon: 114, lat: 30 });
      expect(calls[2]).toEqual(["openThing", { kind, uid: 5 }]);
    }
    expect(opened(found("unit", 6, { lon: null, lat: null })).slice(1)).toEqual([
      ["setFollow", 6],
      ["openThing", { kind: "unit", uid: 6 }],
    ]);
    expect(opened(found("component", 5, { lon: null, lat: null })).map(([name]) => name)).toEqual([
      "setLayer",
      "openThing",
    ]);
  });

  test("a camera, a street and an area are gone to", () => {
    expect(opened(found("camera", 1)).map(([name]) => name)).toEqual(["setLayer", "goTo"]);
    expect(opened(found("street", 1)).map(([name]) => name)).toEqual(["goTo"]);
    expect(opened(found("area", 1, { lon: null }))).toEqual([]);
  });
});

describe("the list", () => {
  const all = [found("street", 1), found("case", 2), found("street", 3), found("case", 4, { title: "人民路4号" })];

  test("goes by kind, the kind of the best first", () => {
    expect(groupsOf(all).map(({ kind, found: some }) => [kind, some.map(({ uid }) => uid)])).toEqual([
      ["street", [1, 3]],
      ["case", [2, 4]],
    ]);
  });

  test("is a list box with one chosen option, numbered through all kinds", () => {
    const html = renderToStaticMarkup(
      <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>
        <SearchList groups={groupsOf(all)} at={3} onChoose={() => {}} onOpen={() => {}} />
      </WordsContext>,
    );
    expect(html).toContain('role="listbox"');
    expect(
      [...html.matchAll(/id="search-option-(\d)" role="option" aria-selected="(\w+)"/g)].map((m) => m.slice(1)),
    ).toEqual([
      ["0", "false"],
      ["1", "false"],
      ["2", "false"],
      ["3", "true"],
    ]);
    expect(html).toContain("道路与地名");
    expect(html).toContain("人民路4号");
  });

  test("remembers what was searched, the newest first and each once", () => {
    expect(withRecent(["a", "b"], "b")).toEqual(["b", "a"]);
    expect(withRecent(Array.from({ length: 8 }, String), "x").length).toBe(8);
  });
});

describe("the box of components asked for", () => {
  test("is the window's own far away, and cut to steps that hold it near by", () => {
    const bounds = [114.123456, 30.123456, 114.133456, 30.133456] as const;
    expect(boxAsked({ near: false, bounds })).toEqual(bounds);
    expect(boxAsked({ near: true, bounds })).toEqual([114.123, 30.123, 114.134, 30.134]);
    expect(boxAsked({ near: true, bounds: [-181, -91, 181, 91] })).toEqual([-180, -90, 180, 90]);
  });
});
