/** The page of the filter, the menu of layers, the sentence and the hot spots as they are drawn for the invented city. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { narrowed } from "../../../shared/only.ts";
import type { Only } from "../../../shared/view.ts";
import { answer, fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import { DeskContext, type Desk } from "../../board/desk.ts";
import { FunnelBoard } from "../../board/funnel.tsx";
import { HotspotsBoard } from "../../board/heat/board.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { LinkContext } from "../../link/react.ts";
import { FeaturesContext, type Features, type Overlay } from "./feature.ts";
import { FilterFeature } from "./filter.tsx";
import { LayersFeature } from "./layers.tsx";
import { choiceGroups } from "./filter-groups.ts";
import { found } from "./twin.tsx";

const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const city = fakeCity({ cases: 400, now: NOW });
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const nothing = () => {};

function drawn(only: Only, overlay: Overlay, what: React.ReactNode): string {
  const desk: Desk = {
    period: "auto",
    source: "",
    noCases: false,
    departments: new Map(city.departments.map((row) => [row.uid, row])),
    notify: nothing,
    open: nothing,
    openCase: nothing,
    openStanding: nothing,
    openThing: nothing,
    goTo: nothing,
    only,
    setOnly: nothing,
    onlyNames: [],
    setPeriod: nothing,
    undo: null,
    clear: nothing,
  };
  const features: Features = {
    parts: null,
    layers: new Set(["cases"]),
    setLayer: nothing,
    overlay,
    setOverlay: nothing,
    shade: { by: "figure", indicator: "open", level: "unitGrid" },
    setShade: nothing,
    setFill: nothing,
    replayOpen: false,
    setReplayOpen: nothing,
    replaying: null,
    setReplaying: nothing,
    follow: null,
    setFollow: nothing,
  };
  return renderToStaticMarkup(
    <LinkContext value={fakeLink(city, NOW)}>
      <WordsContext value={zh}>
        <DeskContext value={desk}>
          <FeaturesContext value={features}>{what}</FeaturesContext>
        </DeskContext>
      </WordsContext>
    </LinkContext>,
  );
}
const figures = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`data-figure="${name}" data-value="(\\d+)"`, "g"))].map(([, n]) => Number(n));
const listed = (only: Only, measure?: "unlocated") =>
  (
    answer(
      city,
      {
        view: "cases",
        query: narrowed({ period: "all", ...(measure === undefined ? {} : { measure }) }, only),
        offset: 0,
        limit: 0,
      },
      NOW,
    ) as { total: number }
  ).total;

test("the sentence stands over the map: what a wall begins with is one word, everything else can be taken out", () => {
  const first = drawn({ which: "open" }, null, <FilterFeature />);
  expect(first).toContain("未结案");
  expect(first).not.toContain("去掉");
  const narrow = drawn({ which: "overdueOpen", source: 3 }, null, <FilterFeature />);
  expect(narrow).toContain("去掉“超期”");
  expect(narrow).toContain("去掉“热线”");
});

test("the page of the filter counts what its list holds, and one choice of each group can be reached by Tab", () => {
  const only = { which: "open", source: 3 } as const;
  const html = drawn(only, "filter", <FilterFeature />);
  expect(figures(html, "filter.total")).toEqual([listed(only)]);
  expect(listed(only)).toBeGreaterThan(0);
  for (const group of html.split("data-choices=").slice(1)) {
    const choices = group.split("data-choice=").length - 1;
    expect(group.split('tabindex="0"').length - 1).toBe(choices === 0 ? 0 : 1);
  }
  expect(html).toMatch(/data-choice="3" tabindex="0" aria-pressed="true"/);
});

test("a choice that has no case any more stays to be seen while it is chosen", () => {
  const names = { classes: [], departments: new Map([[5, city.departments[4]!]]), grids: [] };
  const of = (only: Only) => choiceGroups(null, only, names, zh).find(({ part }) => part === "department")?.choices;
  expect(of({ department: 5 })).toEqual([{ value: 5, word: city.departments[4]?.shortName, count: 0 }]);
  expect(of({})).toEqual([]);
});

test("the menu of layers has a switch for each, every shade, and the cases as lists", () => {
  const only = { which: "overdueOpen" } as const;
  const html = drawn(only, "layers", <LayersFeature />);
  expect(html.match(/role="switch"/g)?.length).toBe(11);
  expect(html).toMatch(/aria-checked="true" data-layer="cases"/);
  expect(html).toMatch(/data-shade="onTimeHandleRate"/);
  expect(html).not.toMatch(/data-shade="cameraOnlineRate"/);
  expect(figures(html, "layers.cases")).toEqual([listed(only)]);
  expect(figures(html, "layers.unlocated")).toEqual([listed(only, "unlocated")]);
  expect(html).toMatch(/data-line="\d+"/);
});

test("what is typed finds lines by name and note, and says how many more there are", () => {
  const lines = Array.from({ length: 450 }, (_, key) => ({ key, title: `摄像头${key}`, note: "在线", open: nothing }));
  expect(found(lines, "摄像头44").shown.map(({ key }) => key)).toEqual([
    44, 440, 441, 442, 443, 444, 445, 446, 447, 448, 449,
  ]);
  expect(found(lines, "")).toMatchObject({ more: 250 });
  expect(found(lines, " 离线 ").shown).toEqual([]);
});

test("J9 a narrowed board bears a mark, and its figures are those of its lists", () => {
  const plain = drawn({ which: "open" }, null, <FunnelBoard />);
  expect(plain).not.toContain("data-narrowed");
  const only = { which: "overdueOpen" } as const;
  const html = drawn(only, null, <FunnelBoard />);
  expect(html).toContain("data-narrowed");
  const { total } = answer(
    city,
    { view: "cases", query: narrowed({ period: "month" }, only), offset: 0, limit: 0 },
    NOW,
  ) as { total: number };
  expect(figures(html, "funnel.reported")).toEqual([total]);
  expect(figures(plain, "funnel.reported")[0]).toBeGreaterThan(total);
});

test("hot spots are bars, and the week a table that says its peak in words", () => {
  const html = drawn({ which: "open" }, null, <HotspotsBoard />);
  expect(html.match(/data-grid=/g)?.length).toBe(30);
  expect(html.match(/data-count=/g)?.length).toBe(168);
  expect(html).toMatch(/周[一二三四五六日]\d+:00–\d+:00最多/);
});
