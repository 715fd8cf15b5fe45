import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { formerShapes } from "../../map/parts/borders.ts";
import { showBorders } from "./borders-day.ts";
import { BordersChoice, BordersFeature, dayOf, differing, startOf } from "./borders.tsx";
import { FeaturesContext, type Features } from "./feature.ts";

const NOW = Date.UTC(2026, 10, 22, 1, 30);
const JULY = Date.parse("2026-07-01T00:00:00+08:00");
const city = fakeCity({ cases: 10, now: NOW });
const zh = wordsOf("zh-CN", "Asia/Shanghai");

afterEach(() => showBorders(null));

/** A window whose host knows one change, on the first of July: the second grid was another one, the first not there. */
function drawn(what: React.ReactNode, changes: readonly number[] = [JULY]): string {
  const base = fakeLink(city, NOW);
  const grids = city.grids.slice(1).map((grid, i) => (i === 0 ? { ...grid, geometry: "{}" } : grid));
  const value = { value: { at: 0, changes, grids }, trouble: null, rev: 1 };
  const borders = { get: () => value as never, subscribe: () => () => {} };
  const whole: Link["whole"] = (question) => (question.view === "borders" ? borders : base.whole(question)) as never;
  const link: Link = { ...base, whole };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={zh}>
        <FeaturesContext value={{ parts: null } as Features}>{what}</FeaturesContext>
      </WordsContext>
    </LinkContext>,
  );
}

test("B8 a day is the city's own, from midnight to midnight", () => {
  expect(startOf("2026-07-01", "Asia/Shanghai")).toBe(JULY);
  expect(startOf("", "Asia/Shanghai")).toBeNull();
  expect(dayOf(JULY, "Asia/Shanghai")).toBe("2026-07-01");
  expect(dayOf(JULY - 1, "Asia/Shanghai")).toBe("2026-06-30");
});

test("B8 a former state is labelled as such, with how many grids differ, and nothing is said of the present one", () => {
  expect(drawn(<BordersFeature />)).toBe("");
  showBorders(JULY - 1);
  const html = drawn(<BordersFeature />);
  expect(html).toContain("2026年6月30日");
  expect(html).toContain("非现行边界");
  expect(html).toContain("与现行边界不同的网格 1 个");
  expect(html).toContain("回到现行边界");
});

test("B8 the choice has a field for a day and a button for each change; without former borders it says so", () => {
  const html = drawn(<BordersChoice />);
  expect(html).toContain('type="date"');
  expect(html).toContain("2026年7月1日 变更前");
  expect(drawn(<BordersChoice />, [])).toContain("没有历史边界");
});

test("B8 what differs is marked on the map", () => {
  const [a, b, c] = city.grids;
  const then = [a!, { ...b!, geometry: '{"type":"Polygon","coordinates":[]}' }, { ...c!, uid: 2 ** 40 }];
  const differ = differing(then, city.grids);
  expect([...differ]).toEqual([b!.uid, 2 ** 40]);
  const { features } = formerShapes({ grids: then, differ });
  expect(features.map(({ properties }) => properties?.["differs"])).toEqual([false, true, true]);
});
