// What direction draws over a wall, without a map and without a host.
import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import { WHOLE_WALL, type Push, type WallState } from "../../../shared/direction/wall.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { LinkContext } from "../../link/react.ts";
import { createPointBuffers } from "../../map/buffers.ts";
import { Pushes } from "./pushes.tsx";
import { Signs } from "./signs.tsx";
import { TestCard } from "./test-card.tsx";
import type { Direction } from "./use-direction.ts";

const NOW = Date.parse("2026-11-23T14:05:00+08:00");
const city = fakeCity({ cases: 3, now: NOW });

const push = (id: string, what: Push["what"], more: Partial<Push> = {}): Push => ({
  id,
  region: { x: 0, y: 0, w: 12, h: 12 },
  what,
  person: 1,
  name: "王芳",
  since: NOW,
  until: NOW + 300_000,
  barred: false,
  leads: false,
  seconds: 0,
  ...more,
});
const state = (more: Partial<WallState> = {}): WallState => ({
  wall: "hall",
  rev: 3,
  at: NOW,
  scene: "overview",
  reason: null,
  returnTo: null,
  returnAt: null,
  held: null,
  locked: null,
  pushes: [],
  waiting: [],
  playlist: null,
  visitor: false,
  testCard: false,
  ...more,
});
const direction = (shown: WallState, coming: WallState | null = null): Direction => ({
  wall: "hall",
  display: "2",
  region: WHOLE_WALL,
  still: true,
  shown,
  coming,
  shownAt: { current: 0 },
  directed: true,
  mayDirect: false,
  direct: async () => null,
});

const drawn = (node: ReactNode) =>
  renderToStaticMarkup(
    <LinkContext value={fakeLink(city, NOW)}>
      <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>{node}</WordsContext>
    </LinkContext>,
  );
const points = createPointBuffers(1);
const text = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

test("X45 a push says what it is, whose, since when and until when", () => {
  const html = drawn(
    <Pushes
      direction={direction(state({ pushes: [push("a", { show: "board", panel: "nothing" })] }))}
      points={points}
    />,
  );
  expect(text(html)).toBe("推屏 nothing 王芳 14:05 起 14:10 止 本版本没有“nothing”板块，升级后即可显示。");
  const kept = drawn(
    <Pushes
      direction={direction(state({ pushes: [push("a", { show: "board", panel: "x" }, { until: null })] }))}
      points={points}
    />,
  );
  expect(text(kept)).toContain("收回前一直显示");
});

test("X45 a camera that this wall may not show says so in its place, and visitors read no name", () => {
  const pushes = [push("a", { show: "camera", uid: 1 }, { barred: true })];
  const html = drawn(<Pushes direction={direction(state({ pushes, visitor: true }))} points={points} />);
  expect(text(html)).toContain("本大屏无权显示这路摄像机");
  expect(html).not.toContain("王芳");
  expect(html).not.toContain('class="tile"');
});

test("X43 what comes with the next state is drawn out of sight, and what goes stays until then", () => {
  const [old, next] = [push("old", { show: "board", panel: "x" }), push("next", { show: "board", panel: "y" })];
  const html = drawn(
    <Pushes direction={direction(state({ pushes: [old] }), state({ rev: 4, pushes: [next] }))} points={points} />,
  );
  expect([...html.matchAll(/data-push="(\w+)"[^>]*data-when="(\w+)"/g)].map(([, id, when]) => `${id} ${when}`)).toEqual(
    ["old leaving", "next coming"],
  );
});

test("X49 what was asked of the whole wall stands in its head, and nothing where nothing was", () => {
  expect(drawn(<Signs state={state()} />)).toBe("");
  const html = drawn(
    <Signs
      state={state({
        visitor: true,
        held: { name: "李晓红", until: NOW + 60_000 },
        locked: { person: 2, name: "赵国强" },
      })}
    />,
  );
  expect([...html.matchAll(/data-sign="(\w+)"/g)].map(([, sign]) => sign)).toEqual(["visitor", "locked", "held"]);
  expect(text(html)).toBe("参观模式 已锁定 保持至 14:06");
  expect(html).toContain("赵** 锁定了大屏");
  expect(html).not.toContain("赵国强");
});

test("X53 the test card tells which window it is and what was measured at it", () => {
  const measured = {
    ...{ width: 1920, height: 1080, ratio: 1.5, canvasWidth: 2880, canvasHeight: 1620, unit: 1 },
    ...{ heapMb: 80, gpu: "SwiftShader" },
  };
  const html = drawn(
    <TestCard
      direction={{ wall: "hall", display: "2", region: { x: 12, y: 0, w: 12, h: 24 } }}
      onClose={() => {}}
      measure={() => measured}
    />,
  );
  const told = Object.fromEntries(
    [...html.matchAll(/data-card="(\w+)">([^<]*)</g)].map(([, key, value]) => [key, value]),
  );
  expect(told).toMatchObject({
    Wall: "hall · 2",
    Region: "12, 0 · 12 × 24 / 24 × 24",
    Window: "1920 × 1080 CSS px · 2880 × 1620 px",
    Canvas: "2880 × 1620 px",
    Ratio: "1.5",
    Gpu: "SwiftShader",
  });
});
