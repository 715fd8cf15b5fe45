import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { fakeOps } from "../../../test/fixtures/fake-ops.ts";
import type { WallsValue, WallWindow } from "../../../shared/direction/wall.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import type { Freshness } from "../../kit/freshness.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { LinkContext } from "../../link/react.ts";
import { OpsSheet, type OpsSheetProps } from "./sheet.tsx";

const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
/** Nothing is asked of it while markup is made. */
const link = { act: async () => ({ did: "noted" }) } as never;

function drawn(props: Partial<OpsSheetProps>, language: "zh-CN" | "en" = "zh-CN"): string {
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <FreshnessContext value={LIVE}>
          <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
            <OpsSheet
              ops={fakeOps(NOW)}
              walls={null}
              trouble={null}
              pace={1}
              mayTake
              act={async () => ({ did: "noted" })}
              sceneTitle={(scene) => (scene === "overview" ? "综合态势" : scene)}
              {...props}
            />
          </ClockContext>
        </FreshnessContext>
      </WordsContext>
    </LinkContext>,
  );
}
const values = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`data-figure="ops.${name}" data-value="([^"]*)"`, "g"))].map(([, value]) => value);

describe("the ops page", () => {
  test.each(["zh-CN", "en"] as const)("X84 says everything in %s, without a key or a blank left over", (language) => {
    for (const ops of [fakeOps(NOW), fakeOps(NOW, "ill"), null]) {
      const text = drawn({ ops, taking: true }, language).replaceAll(/<[^>]*>/g, " ");
      expect(text).not.toMatch(/\b(?:ops|trouble|sync)\.[a-z]|[{}]/i);
    }
  });

  test("X84 tells of each window memory, frames, graphics, crash, picture, age of its data and canvas", () => {
    const html = drawn({});
    expect(values(html, "heapMb")).toEqual(["92.4", "92.4"]);
    expect(values(html, "frames")).toEqual(["60", "60"]);
    expect(values(html, "canvas")).toEqual(["3840", "3840"]);
    expect(values(html, "crashes")).toEqual(["0", "0"]);
    expect(values(html, "pictureBytes")).toEqual(["31000", "0"]);
    expect(values(html, "dataAt")).toEqual([String(NOW - 3_000), String(NOW - 3_000)]);
    expect(values(html, "boxState")).toEqual(["recording"]);
    expect(html).toContain("3840 × 2160");
    expect(html).toContain("综合态势");
  });

  test("X84 what is not known reads as a dash, and what is wrong is named", () => {
    const html = drawn({ ops: fakeOps(NOW, "ill") });
    expect([...html.matchAll(/data-problems="([^"]*)"/g)].map(([, found]) => found)).toEqual(["", "silent fell slow"]);
    expect(/data-ill="(\d)"/.exec(html)?.[1]).toBe("1");
    expect(values(html, "boxState")).toEqual(["paused"]);
    expect(html).toContain("磁盘空间不足，黑匣子暂停记录");
    expect([...html.matchAll(/title="未知">—</g)].length).toBeGreaterThanOrEqual(4);
  });

  test("X84 windows of other machines stand beside this one's, and who may not take the black box is not offered it", () => {
    const [first] = fakeOps(NOW).windows;
    const other: WallWindow = { ...first!.report, host: "wall-2", display: "3", heardAt: NOW - 500, picture: 4 };
    const walls = { walls: [], windows: [other] } as unknown as WallsValue;
    const html = drawn({ walls, mayTake: false });
    expect([...html.matchAll(/data-panel="ops\.window\.([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "hall.1",
      "hall.2",
      "hall.3",
    ]);
    expect(html).not.toContain("data-ops-take");
    expect(drawn({})).toContain("data-ops-take");
  });
});
