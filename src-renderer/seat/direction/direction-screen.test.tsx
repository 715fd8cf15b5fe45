/** 导播 as it is drawn at a seat and on a remote, over invented answers of the host. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { newWall } from "../../../shared/direction/state.ts";
import { WHOLE_WALL, type Push, type WallState, type WallWindow } from "../../../shared/direction/wall.ts";
import { mayAsk, mayCommand, mayDirect, mayLock } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Language } from "../../../shared/text.ts";
import { PRESETS } from "../../board/direction/region.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { DirectionPage } from "./page.tsx";

const NOW = Date.UTC(2026, 10, 20, 6);
const ME = 4;

const window = (display: string, more: Partial<WallWindow> = {}): WallWindow => ({
  ...{ wall: "hall", display, region: WHOLE_WALL, scene: "overview", rev: 3, pushes: [], shownAt: NOW - 60_000 },
  ...{ width: 1920, height: 1080, canvasWidth: 1920, canvasHeight: 1080, ratio: 1, heapMb: 80, frames: 60, gpu: "" },
  ...{ dataAt: NOW, freshness: "live", replaying: false, exercise: false, crashes: 0, crashedAt: null },
  ...{ host: "w1", heardAt: NOW, picture: 0, ...more },
});
const push = (id: string, person: number, more: Partial<Push> = {}): Push => ({
  ...{ id, region: PRESETS.left, what: { show: "board", panel: "ranking" }, person, name: `P${person}` },
  ...{ leads: false, since: NOW - 30_000, seconds: 300, until: NOW + 270_000, barred: false, ...more },
});

interface Given {
  readonly role?: Role;
  readonly language?: Language;
  readonly state?: Partial<WallState>;
  readonly windows?: readonly WallWindow[];
  readonly current?: boolean;
}

function drawn(what: ReactNode, given: Given = {}): string {
  const { role = "shiftLeader", language = "zh-CN", state = {}, windows = [window("1")], current = true } = given;
  const answers: Record<string, unknown> = {
    walls: {
      ...{ walls: [{ ...newWall("hall"), rev: 3, at: NOW - 60_000, scene: "overview", ...state }], windows, current },
      ...{ mayDirect: mayDirect(role, "scene"), mayPush: mayDirect(role, "push"), mayLock: mayLock(role) },
    },
    ruleFiles: [],
  };
  const sources = new Map<string, unknown>();
  const link = {
    whole: ({ view }: { view: string }) => {
      if (!sources.has(view)) sources.set(view, { value: answers[view] ?? null, trouble: null, rev: 1 });
      return { get: () => sources.get(view), subscribe: () => () => {} };
    },
    line: { get: () => LINE, subscribe: () => () => {} },
    hubNow: () => NOW,
    act: () => new Promise(() => {}),
  } as unknown as Link;
  const desk: SeatDesk = {
    person: { uid: ME, login: "x", name: "王五", role },
    ...{ role, platform: "demo", may: (ask) => mayAsk(role, ask), mayCommand: (each) => mayCommand(role, each) },
    ask: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    askWithUndo: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    ...{ go: () => undefined, notify: () => undefined },
  };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
          <SeatContext value={desk}>{what}</SeatContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}
const LINE = { connected: true, report: { pace: 1 }, receivedAt: 0, retryAt: null, welcome: null, refused: null };
const texts = (html: string) =>
  html
    .replaceAll(/<style.*?<\/style>/gs, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\|+/g, "|");
const page = <DirectionPage route={{ page: "direction", rest: [] }} />;
/** The opening tag that carries this attribute. */
const tagWith = (html: string, attribute: string) => new RegExp(`<[^>]*${attribute}[^>]*>`).exec(html)?.[0] ?? "";

describe("大屏导播", () => {
  test("X141 says what the wall shows, since when and why, and how long it is held", () => {
    const html = texts(
      drawn(page, {
        state: {
          reason: { by: "person", name: "张三" },
          held: { name: "李四", until: NOW + 125_000 },
          ...{ visitor: true, playlist: { name: "tour", step: 1, nextAt: NOW } },
        },
      }),
    );
    for (const said of ["综合态势", "张三 切换", "李四 已保持", "还剩 2:05", "参观模式", "轮播 tour · 第 2 步"]) {
      expect(html).toContain(said);
    }
    expect(texts(drawn(page, { language: "en", state: { reason: { by: "return" } } }))).toContain(
      "came back by itself",
    );
  });

  test("X135 who may only push has no scenes to press, and reads why; a lock names who locked", () => {
    const html = drawn(page, { role: "dispatcher" });
    expect(tagWith(html, 'data-scene="backlog"')).toContain("disabled");
    expect(texts(html)).toContain("派遣员不能进行这项操作");
    expect(tagWith(drawn(page), 'data-scene="backlog"')).not.toContain("disabled");
    const locked = drawn(page, { state: { locked: { person: 9, name: "赵导" } } });
    expect(tagWith(locked, 'data-scene="backlog"')).toContain("赵导");
    expect(tagWith(drawn(page, { role: "director" }), 'data-do="lock"')).not.toContain("disabled");
    expect(tagWith(drawn(page), 'data-do="lock"')).toContain("disabled");
  });

  test("X135 what is pushed is listed with whose it is and what is left; one's own is taken back, another's is not", () => {
    const state = { pushes: [push("a", ME), push("b", 5)], waiting: [push("c", 6, { until: null })] };
    const html = drawn(page, { role: "dispatcher", state });
    expect(texts(html)).toContain("看板 部门排名");
    expect(texts(html)).toContain("还剩 4:30");
    expect(texts(html)).toContain("第 1 位");
    expect(tagWith(html, 'data-unpush="a"')).not.toContain("disabled");
    expect(tagWith(html, 'data-unpush="b"')).toContain("P5");
  });

  test("X154 cut from the hub it says so; without any wall it says what would bring one", () => {
    expect(texts(drawn(page, { current: false }))).toContain("与中心的连接已断开");
    const none = drawn(page, { windows: [], state: { wall: "hall" } });
    expect(texts(none)).toContain("没有窗口在显示");
  });
});
