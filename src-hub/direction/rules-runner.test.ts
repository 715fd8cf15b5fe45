import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { CaseReport, Fact } from "../../shared/case/case.ts";
import { replay } from "../../shared/case/evolve.ts";
import { draftOfCase } from "../../shared/case/record.ts";
import type { Moment } from "../../shared/direction/change.ts";
import type { Told } from "../../shared/direction/rules.ts";
import { newWall } from "../../shared/direction/state.ts";
import type { WallState } from "../../shared/direction/wall.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import type { WallChange } from "./direction.ts";
import type { Repertoire } from "./ground.ts";
import { runRules } from "./rules-runner.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-11-20T10:00:00+08:00");
const both = (text: string) => ({ "zh-CN": text, en: text });
const REPERTOIRE: Repertoire = {
  scenes: new Set(["overview", "emergency", "live"]),
  playlists: new Map([
    [
      "hall",
      [
        { scene: "overview", seconds: 60 },
        { scene: "live", seconds: 60 },
      ],
    ],
  ]),
};

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

const ruleOf = (id: string, when: object, more: object = {}) => ({
  ...{ id, title: both(id), when, wall: "", scene: "emergency", seconds: 90, quietMinutes: 5, rank: 10 },
  ...more,
});
const URGENT = { on: "case", event: "reported", urgent: true };

/** A hub's store and one wall, looked at when the test says so. */
function hall(rules: readonly object[], before: (store: Store) => void = () => undefined) {
  const dir = mkdtempSync(join(tmpdir(), "citywall-rules-"));
  const store = openSqliteStore(join(dir, "hub.sqlite"));
  opened.push(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  let now = START;
  const put = (kind: string, name: string, body: object) =>
    store.transact(now, (tx) =>
      tx.put("rules", {
        ...{ platform: RULES_PLATFORM, id: `${kind}/${name}`, kind, name, version: "1", hash: "", trouble: "" },
        body: JSON.stringify(body),
      }),
    );
  store.transact(now, (tx) => tx.put("platforms", draftOf("platforms", "demo", { timeZone: "Asia/Shanghai" })));
  put("direction", "hall", { direction: "hall", version: "1", title: both("x"), rules });
  before(store);
  const states = new Map<string, WallState>([["hall", { ...newWall("hall"), scene: "overview" }]]);
  const looks: ((moment: Moment, repertoire: Repertoire) => void)[] = [];
  const told: Told[] = [];
  runRules({
    store,
    thresholds: () => null,
    onTold: (more) => told.push(...more),
    direction: {
      message: () => ({ walls: [...states.values()], windows: [] }),
      change(wall, by: WallChange) {
        const state = states.get(wall) as WallState;
        states.set(wall, by(state, { now, pace: 1 }, { ...REPERTOIRE, barred: () => false }));
      },
      onLook: (listener) => void looks.push(listener),
    },
  });
  const look = (ms: number) => {
    for (let step = Math.min(ms, 200), left = ms; left > 0; left -= step) {
      now += Math.min(step, left);
      for (const each of looks) each({ now, pace: 1 }, REPERTOIRE);
    }
  };
  look(1);
  return {
    store,
    told,
    look,
    put,
    now: () => now,
    wall: () => states.get("hall") as WallState,
    set: (more: Partial<WallState>) => states.set("hall", { ...(states.get("hall") as WallState), ...more }),
    commit: (id: string, ...facts: Fact[]) =>
      store.transact(now, (tx) =>
        tx.put("cases", draftOfCase({ platform: "demo", id, caseNo: id, extra: "{}" }, replay(facts))),
      ).uid,
  };
}

const reported = (at: number, more: Partial<CaseReport> = {}): Fact => ({
  kind: "reported",
  at,
  by: "x",
  report: {
    ...{ kind: "matter", classUid: 1, source: "patrol", lon: null, lat: null, address: "" },
    ...{ unitGrid: 0, dutyGrid: 0, description: "", urgent: true },
    ...more,
  },
});
const dispatched = (at: number, deadline: number): Fact => ({
  kind: "dispatched",
  at,
  by: "x",
  department: 5,
  deadline,
});

test("X60, X66 an urgent case brings its scene at the next look, and the one before comes back by itself", () => {
  const it = hall([ruleOf("urgent", URGENT)]);
  it.look(1_000);
  expect(it.wall().scene).toBe("overview");
  const uid = it.commit("a", reported(it.now()));
  it.look(200);
  expect(it.wall()).toMatchObject({ scene: "emergency", reason: { by: "case", rule: "urgent", caseUid: uid } });
  it.commit("b", reported(it.now(), { urgent: false }));
  it.look(89_000);
  expect(it.wall().scene).toBe("emergency");
  it.look(2_000);
  expect(it.wall()).toMatchObject({ scene: "overview", reason: { by: "return" } });
  expect(it.told.map(({ rule, outcome }) => [rule, outcome])).toEqual([["urgent", "shown"]]);
});

test("X69 what was there before the hub began, and what is told five minutes late, is no news", () => {
  const it = hall([ruleOf("urgent", URGENT)], (store) =>
    store.transact(START, (tx) =>
      tx.put("cases", draftOfCase({ platform: "demo", id: "old", caseNo: "", extra: "{}" }, replay([reported(START)]))),
    ),
  );
  it.look(10 * MINUTE);
  it.commit("old", reported(START), { kind: "accepted", at: it.now(), by: "x" });
  it.commit("late", reported(it.now() - 6 * MINUTE));
  it.look(1_000);
  expect(it.told).toEqual([]);
  it.commit("little", reported(it.now() - 2 * MINUTE));
  it.look(200);
  expect(it.told.map(({ outcome }) => outcome)).toEqual(["shown"]);
});

test("X70 alarm rules are judged in the hub on its own facts, for what was open long before too", () => {
  const alarms = [
    {
      ...{ rule: "due", about: "case", clock: "deadline", beforeMinutes: 30, urgentOnly: false },
      ...{ title: both("due"), tone: "calm", riseAfterMinutes: null, roles: [], active: true },
    },
  ];
  const deadline = START + 40 * MINUTE;
  const it = hall([ruleOf("due", { on: "alarm", rule: "due" })], (store) =>
    store.transact(START, (tx) => {
      const old = replay([reported(START - MINUTE), dispatched(START - MINUTE, deadline)]);
      tx.put("cases", draftOfCase({ platform: "demo", id: "old", caseNo: "", extra: "{}" }, old));
      tx.put("rules", {
        ...{ platform: RULES_PLATFORM, id: "alarms/hall", kind: "alarms", name: "hall", version: "1", hash: "" },
        ...{ trouble: "", body: JSON.stringify({ alarms: "hall", version: "1", title: both("x"), rules: alarms }) },
      });
    }),
  );
  it.look(10 * MINUTE - 1_000);
  expect(it.told).toEqual([]);
  it.look(3_000);
  expect(it.told.map(({ at, alarm }) => [at, alarm])).toEqual([[deadline - 30 * MINUTE, `due/case/1/${deadline}`]]);
  expect(it.wall().reason).toEqual({ by: "alarm", rule: "due", key: `due/case/1/${deadline}` });
});

test("a case that becomes overdue brings its scene, unless it is handled in time", () => {
  const it = hall([ruleOf("overdue", { on: "case", event: "overdue" })]);
  const due = it.now() + 10 * MINUTE;
  it.commit("a", reported(it.now()), dispatched(it.now(), due));
  const facts = [reported(it.now()), dispatched(it.now(), due + MINUTE)];
  const later = { kind: "submitted", at: it.now() + 1, by: "x" } as const;
  it.commit("b", ...facts);
  it.look(5 * MINUTE);
  it.commit("b", ...facts, { ...later, at: it.now() });
  it.look(20 * MINUTE);
  expect(it.told.map(({ at, rule }) => [at, rule])).toEqual([[due, "overdue"]]);
});

test("X64, X72 rules and playlists leave a held wall alone", () => {
  const it = hall([ruleOf("urgent", URGENT)]);
  it.set({
    held: { name: "王芳", until: it.now() + 10 * MINUTE },
    playlist: { name: "hall", step: 0, nextAt: it.now() },
  });
  it.commit("a", reported(it.now() + 1));
  it.look(9 * MINUTE);
  expect([it.wall().scene, it.told.map(({ outcome }) => outcome)]).toEqual(["overview", ["held"]]);
  it.set({ held: null });
  it.look(1_000);
  expect(it.wall()).toMatchObject({ scene: "live", reason: { by: "playlist", playlist: "hall" } });
});

test("a rule that is changed counts from then on, and one that is switched off no more", () => {
  const it = hall([ruleOf("urgent", URGENT, { active: false })]);
  it.commit("a", reported(it.now()));
  it.look(1_000);
  expect(it.told).toEqual([]);
  it.put("direction", "hall", { direction: "hall", version: "2", title: both("x"), rules: [ruleOf("urgent", URGENT)] });
  it.look(1_000);
  expect(it.told).toEqual([]);
  it.commit("b", reported(it.now()));
  it.look(1_000);
  expect(it.told.map(({ outcome }) => outcome)).toEqual(["shown"]);
});
