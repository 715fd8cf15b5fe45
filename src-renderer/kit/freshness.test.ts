import { expect, test } from "vitest";
import type { LineReport } from "../../shared/wire/port.ts";
import { freshnessOf, HOST_SILENT_MS, HUB_SILENT_MS, panelState, sameFreshness, type LineFacts } from "./freshness.ts";

const report = (more: Partial<LineReport> = {}): LineReport => ({
  state: "live",
  silentMs: 400,
  hubNow: 5_000_000,
  pace: 1,
  dataAt: 4_999_000,
  trouble: null,
  progress: null,
  retryInMs: null,
  clockOffMs: null,
  outbox: { waiting: 0, conflicts: 0 },
  readOnly: null,
  ...more,
});
const facts = (more: Partial<LineFacts> = {}): LineFacts => ({
  connected: true,
  report: report(),
  receivedAt: 10_000,
  retryAt: null,
  ...more,
});

test("a reporting host with a live line is live, and old as its last word from the hub", () => {
  expect(freshnessOf(facts(), 10_500)).toEqual({ state: "live", since: 9_600, dataAt: 4_999_000, cause: null });
});

test("nothing is live when nobody reports any more", () => {
  expect(freshnessOf(facts(), 10_000 + HOST_SILENT_MS).state).toBe("live");
  expect(freshnessOf(facts(), 10_001 + HOST_SILENT_MS)).toMatchObject({ state: "stale", cause: { why: "hostSilent" } });
});

test("a window that was held up itself listens again before it calls anybody silent", () => {
  expect(freshnessOf(facts(), 60_000).state).toBe("stale");
  expect(freshnessOf(facts(), 60_000, 59_000).state).toBe("live");
  expect(freshnessOf(facts(), 60_000, 55_000).state).toBe("stale");
});

test("a live line whose hub has gone quiet is stale before five seconds", () => {
  const quiet = facts({ report: report({ silentMs: 3_000 }) });
  expect(freshnessOf(quiet, 10_000).state).toBe("live");
  expect(freshnessOf(quiet, 10_001 + HUB_SILENT_MS - 3_000)).toMatchObject({
    state: "stale",
    cause: { why: "hubSilent" },
  });
  expect(HUB_SILENT_MS).toBeLessThan(5_000);
});

test("a cut, a lost host and a hub not yet reached each say so", () => {
  expect(freshnessOf(facts({ report: report({ state: "cut", retryInMs: 3_000 }) }), 10_100).cause).toEqual({
    why: "hubCut",
    retryAt: 13_000,
    trouble: null,
  });
  expect(freshnessOf(facts({ connected: false, retryAt: 12_000 }), 10_100)).toMatchObject({
    state: "stale",
    since: 9_600,
    cause: { why: "hostGone", retryAt: 12_000 },
  });
  expect(freshnessOf(facts({ report: report({ state: "connecting", silentMs: null }) }), 10_100)).toMatchObject({
    state: "stale",
    since: null,
    cause: { why: "notYetReached" },
  });
});

test("while the copy is taken no number counts as whole", () => {
  const copying = report({ state: "snapshot", progress: { done: 10, total: 40, rowsPerSecond: 5 } });
  expect(freshnessOf(facts({ report: copying }), 10_100)).toMatchObject({
    state: "loading",
    cause: { why: "copying", done: 10, total: 40, rowsPerSecond: 5 },
  });
});

test("a cache that takes nothing more is stale as of its newest change, whatever the line does", () => {
  const readOnly = { code: "diskFull", params: { dir: "/data" } } as const;
  for (const state of ["live", "snapshot", "connecting", "cut"] as const) {
    expect(freshnessOf(facts({ report: report({ state, readOnly }) }), 10_100), state).toEqual({
      state: "stale",
      since: null,
      dataAt: 4_999_000,
      cause: { why: "readOnly", trouble: readOnly },
    });
  }
  // A host that is gone cannot say how its disk is now.
  const gone = freshnessOf(facts({ connected: false, report: report({ readOnly }) }), 10_100);
  expect(gone.cause?.why).toBe("hostGone");
});

test("a panel's state: trouble, then loading, then stale, then empty, then live", () => {
  const live = freshnessOf(facts(), 10_100);
  const stale = freshnessOf(facts({ connected: false }), 10_100);
  const trouble = { code: "viewFailed", params: {} } as const;
  const view = { loaded: true, trouble: null, empty: false };
  expect(panelState(view, live)).toBe("live");
  expect(panelState({ ...view, empty: true }, live)).toBe("empty");
  expect(panelState(view, stale)).toBe("stale");
  expect(panelState({ ...view, empty: true }, stale)).toBe("stale");
  expect(panelState({ ...view, loaded: false }, stale)).toBe("loading");
  expect(panelState({ ...view, loaded: false, trouble }, stale)).toBe("error");
});

test("two judgements are the same only when a panel would look the same", () => {
  const a = freshnessOf(facts(), 10_100);
  expect(sameFreshness(a, freshnessOf(facts(), 10_300))).toBe(true);
  expect(sameFreshness(a, freshnessOf(facts({ receivedAt: 11_000 }), 11_100))).toBe(false);
});
