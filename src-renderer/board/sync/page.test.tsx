import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { fakeCity, answer } from "../../../test/fixtures/fake-host.ts";
import { fakeSync } from "../../../test/fixtures/fake-sync.ts";
import type { OutboxEntry, SyncStatus } from "../../../shared/sync-status.ts";
import type { CaseLine } from "../../../shared/view.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { FreshnessContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { SyncSheet, freshnessOfPage, type SheetProps } from "./page.tsx";
import { problemsOf } from "./problems.ts";

const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const city = fakeCity({ cases: 400, now: NOW });
const WELL = answer(city, { view: "sync" }, NOW) as SyncStatus;
const { entries } = answer(city, { view: "outbox" }, NOW) as { entries: OutboxEntry[] };
const ILL = fakeSync(NOW, {}, entries, "ill");
const cases = new Map(
  (
    answer(city, { view: "cases", query: { period: "all" }, offset: 0, limit: 400 }, NOW) as { lines: CaseLine[] }
  ).lines.map((line) => [line.uid, line] as const),
);
const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
const zh = wordsOf("zh-CN", "Asia/Shanghai");

function drawn(props: Partial<SheetProps>, freshness = LIVE, language: "zh-CN" | "en" = "zh-CN"): string {
  return renderToStaticMarkup(
    <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
      <FreshnessContext value={freshness}>
        <SyncSheet
          status={WELL}
          trouble={null}
          entries={entries}
          now={NOW}
          names={{ platform: () => "", department: (uid) => city.departments[uid - 1]?.name ?? "" }}
          cases={cases}
          act={async () => ({ did: "checking" })}
          onCase={() => {}}
          onClose={() => {}}
          {...props}
        />
      </FreshnessContext>
    </WordsContext>,
  );
}
/** What stands for a figure: its plain value. */
const valueOf = (html: string, name: string) =>
  new RegExp(`data-figure="sync.${name}" data-value="([^"]*)"`).exec(html)?.[1];
const stateOf = (html: string, card: string) =>
  new RegExp(`data-panel="sync.${card}" data-state="(\\w+)"`).exec(html)?.[1];
const CARDS = ["line", "position", "clock", "digest", "cache", "outbox", "notes", "hub", "rates"];

describe("the page", () => {
  test.each(["zh-CN", "en"] as const)("says everything in %s, without a key or a blank left over", (language) => {
    for (const status of [WELL, ILL]) {
      const html = drawn({ status }, LIVE, language);
      const text = html.replaceAll(/<[^>]*>/g, " ");
      expect(text).not.toMatch(/\b(?:sync|command|request|cause|trouble|refusal|state|line)\.[a-z]|[{}]/i);
      expect(CARDS.filter((card) => stateOf(html, card) === undefined)).toEqual([]);
    }
  });

  test("shows the figures of the state it was told", () => {
    const html = drawn({});
    const { position, digest, cache, clock } = WELL;
    expect(valueOf(html, "state")).toBe("live");
    expect(valueOf(html, "cursor")).toBe(String(position.cursor));
    expect(valueOf(html, "digest")).toBe("same");
    expect(valueOf(html, "comparisons")).toBe(String(digest.comparisons));
    expect(valueOf(html, "clockOff")).toBe(String(clock.offMs));
    expect(valueOf(html, "file.cache.db")).toBe(String(cache.files[0]?.bytes));
    expect([...html.matchAll(/data-table="(\w+)"/g)].map(([, table]) => table)).toEqual(
      digest.tables.map(({ table }) => table),
    );
  });

  test("waits in place for what it was not told, and breaks on no part that is unknown", () => {
    const waiting = drawn({ status: null, entries: null });
    for (const card of CARDS) expect(stateOf(waiting, card), card).toBe("loading");
    const bare = drawn({
      status: {
        ...WELL,
        line: { ...WELL.line, trouble: null, wire: null, epoch: null, role: null, scope: null },
        position: { cursor: 0, head: null, dataAt: null, lagMs: null, lastGap: null, gaps: 0 },
        digest: { last: null, comparisons: 0, repairs: [], tables: [] },
        clock: { offMs: null, roundTripMs: null, pace: 60, jumps: [] },
        cache: { ...WELL.cache, files: [], diskFreeBytes: null, setAside: [], checkpoint: null, keepMonths: null },
        hub: null,
        notes: [],
      },
      entries: [],
    });
    expect(valueOf(bare, "comparisons")).toBe("0");
    expect(CARDS.map((card) => [card, stateOf(bare, card)]).filter(([, state]) => state !== "live")).toEqual([
      ["outbox", "empty"],
      ["notes", "empty"],
      ["hub", "empty"],
    ]);
  });

  test("is old when its own host is gone, and not when the hub is", () => {
    const cut: Freshness = { ...LIVE, state: "stale", cause: { why: "hubCut", retryAt: null, trouble: null } };
    const gone: Freshness = { ...LIVE, state: "stale", cause: { why: "hostGone", retryAt: null } };
    expect(freshnessOfPage(cut)).toMatchObject({ state: "live", cause: null });
    expect(freshnessOfPage(gone)).toEqual(gone);
    expect(stateOf(drawn({}, cut), "line")).toBe("live");
    const html = drawn({}, gone);
    expect(stateOf(html, "line")).toBe("stale");
    expect(html).toContain("与本机数据服务断开");
    const failing = drawn({ trouble: { code: "viewFailed", params: { view: "sync", why: "x" } } });
    expect(stateOf(failing, "line")).toBe("stale");
    expect(failing).toContain("viewFailed");
  });
});

describe("requests on the page", () => {
  const entryOf = (html: string, id: string) =>
    html.split("<li ").find((each) => each.includes(`data-entry="${id}"`)) ?? "";
  const html = drawn({});

  test("stand with what was asked, by whom, of which case, and how they stand", () => {
    for (const entry of entries) {
      const { message, state } = entry;
      const shown = entryOf(html, message.id);
      expect(shown).toContain(`data-state="${state}"`);
      expect(shown).toContain(message.by);
      expect(shown).toContain(zh.text(`sync.outbox.state.${state}`));
      const { request } = message;
      if (request.ask === "case") expect(shown).toContain(cases.get(request.uid)?.caseNo);
    }
  });

  test("a refused one says why and how the case truly is", () => {
    const refused = entries.find(({ state }) => state === "refused");
    const shown = entryOf(html, refused?.message.id ?? "");
    expect(shown).toContain("案件当前环节不能进行这项操作。");
    expect(shown).toContain("案件现状：已结案，市政工程管理处");
  });

  test("one that is on its way cannot be taken back", () => {
    const keys = entries.map(({ message, state }) => [
      state,
      /data-discard="(\w+)"/.exec(entryOf(html, message.id))?.[1],
    ]);
    expect(new Map(keys as [string, string | undefined][])).toEqual(
      new Map([
        ["waiting", "withdraw"],
        ["sent", undefined],
        ["refused", "remove"],
        ["expired", "remove"],
        ["done", "remove"],
      ]),
    );
  });
});

describe("what is not as it should be", () => {
  test("nothing, when all is well", () => {
    const well = { ...WELL, outbox: { waiting: 3, conflicts: 0, oldestAt: NOW } };
    expect(problemsOf(well, zh)).toEqual([]);
    expect(drawn({ status: well })).toContain("同步正常");
  });

  test("each by its name, the urgent one first", () => {
    expect(problemsOf(ILL, zh).map(({ what, urgent }) => [what, urgent])).toEqual([
      ["readOnly", true],
      ["line", false],
      ["digest", false],
      ["conflicts", false],
      ["clock", false],
    ]);
    const behind = { ...WELL, position: { ...WELL.position, lagMs: 10_001 }, outbox: ILL.outbox };
    expect(problemsOf(behind, zh).map(({ what }) => what)).toEqual(["lag", "conflicts"]);
    expect(problemsOf(behind, zh)[0]?.sentence).toBe("落后中心端10 秒");
    const fast = (offMs: number) =>
      problemsOf({ ...WELL, clock: { ...WELL.clock, offMs } }, zh).map(({ what }) => what);
    expect([fast(5_000), fast(5_001), fast(-5_001)]).toEqual([
      ["conflicts"],
      ["conflicts", "clock"],
      ["conflicts", "clock"],
    ]);
  });
});
