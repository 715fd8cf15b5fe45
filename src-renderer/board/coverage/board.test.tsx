import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { CoverageValue } from "../../../shared/view.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { FreshnessContext } from "../../kit/panel.tsx";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { DeskContext, type Desk } from "../desk.ts";
import { CoverageBoard } from "./board.tsx";

/** A day that is over; the visits that are in the cache are of before it. */
const VALUE = {
  ...{ day: "2026-11-20", from: 0, to: 86_400_000, until: 86_400_000, definition: {}, places: [], effect: null, since: 1 },
  shifts: [{ name: "早班", nameEn: "Early", from: 360, to: 840, begun: true, n: 0, d: 6, dutyGrids: [] }],
  grids: { uid: Uint32Array.of(1) },
  blind: [{ dutyGrid: 0, grids: [1], metres: 0 }],
} as unknown as CoverageValue;
const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
const COPYING: Freshness = {
  ...LIVE,
  state: "loading",
  cause: { why: "copying", done: 40_000, total: 900_000, rowsPerSecond: 9_000 },
};

function drawn(freshness: Freshness, value: CoverageValue): string {
  const link = {
    whole: ({ view }: { view: string }) => {
      const answer = { value: view === "coverage" ? value : [], trouble: null, rev: 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
  } as unknown as Link;
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <DeskContext value={{ source: "示范市" } as unknown as Desk}>
        <FreshnessContext value={freshness}>
          <CoverageBoard />
        </FreshnessContext>
      </DeskContext>
    </LinkContext>,
  );
}

test("while the copy of the hub is filled no share is told, nor that there were no visits", () => {
  const live = drawn(LIVE, VALUE);
  expect(live).toContain("0.0%");
  expect(live).toContain("已结束");
  for (const value of [VALUE, { ...VALUE, since: null }]) {
    const copying = drawn(COPYING, value);
    expect(copying).toContain("巡查到访记录正在读取");
    expect(copying).not.toContain("0.0%");
    expect(copying).not.toContain("已结束");
    expect(copying).not.toContain("尚无到访记录");
  }
  expect(drawn(LIVE, { ...VALUE, since: null })).toContain("尚无到访记录");
});
