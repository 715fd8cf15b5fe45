/** A desk on a store of its own, with a small city and a clock that stands until it is moved. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CaseReport } from "../../shared/case/case.ts";
import type { Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { openDesk, type Desk } from "../../src-hub/desk/desk.ts";
import { openRules, type Rules } from "../../src-hub/rules/rules.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { calendarFile, peopleFile, schemeFile, writeRules } from "./rule-files.ts";
import { draftOf } from "./store-drafts.ts";

/** 8:00 on 5 October 2026 in Shanghai. */
export const OCTOBER_5 = Date.UTC(2026, 9, 5);
export const DAY = 86_400_000;

/** Who may ask for anything, everywhere. */
export const ADMIN: { readonly role: Role; readonly scope: Scope } = { role: "admin", scope: EVERYTHING };

export const REPORT: CaseReport = {
  kind: "matter",
  classUid: 0,
  source: "patrol",
  lon: 112.9,
  lat: 28.2,
  address: "五一路",
  unitGrid: 0,
  dutyGrid: 0,
  description: "暴露垃圾",
  urgent: false,
};

export interface DeskBench {
  readonly dir: string;
  readonly store: Store;
  readonly desk: Desk;
  readonly rules: Rules;
  /** uids of two departments of the city, and of one of another platform. */
  readonly departments: readonly [number, number, number];
  now: number;
  /** Asks under a new id. */
  ask(request: DeskRequest, by?: string): Promise<DeskAnswer>;
  /** A second desk on the same file, as another process would have it. */
  another(): { readonly store: Store; readonly desk: Desk };
  /** Files a case and leads it through to handling. */
  handling(department: number): Promise<number>;
  clear(): void;
}

export function deskBench(file = "hub.db"): DeskBench {
  const dir = mkdtempSync(join(tmpdir(), "citywall-desk-"));
  writeRules(join(dir, "rules"), {
    schemes: {
      test: schemeFile("test"),
      grids: { ...schemeFile("grids"), subject: "dutyGrid", byGroup: false },
      people: peopleFile("people"),
    },
    calendars: { always: calendarFile("always") },
  });
  const stores: Store[] = [];
  const open = () => {
    const store = openSqliteStore(join(dir, file));
    stores.push(store);
    const rules = openRules({ store, at: bench.now, own: join(dir, "rules") });
    return { store, rules, desk: openDesk({ store, rules, now: () => bench.now }) };
  };
  let asked = 0;
  const bench = { dir, now: OCTOBER_5 } as { -readonly [K in keyof DeskBench]: DeskBench[K] };
  Object.assign(bench, open());
  const { store } = bench;
  bench.departments = store.transact(bench.now, (tx) => {
    const platform = (id: string) =>
      tx.put(
        "platforms",
        draftOf("platforms", id, { platform: id, timeZone: "Asia/Shanghai", scheme: "test", calendar: "always" }),
      );
    platform("city");
    platform("other");
    const department = (id: string, of: string, groupCode: string) =>
      tx.put("departments", draftOf("departments", id, { platform: of, name: id, groupCode })).uid;
    return [department("甲", "city", "A"), department("乙", "city", "A"), department("丙", "other", "")];
  });
  bench.ask = (request, by = "值班长") => bench.desk.take({ id: `request-${(asked += 1)}`, by, request }, ADMIN);
  bench.another = open;
  bench.handling = async (department) => {
    const filed = bench.desk.report("city", REPORT, "监督员");
    if (typeof filed === "string") throw new Error(filed);
    const { uid } = filed;
    const commands = [
      { kind: "accept" },
      { kind: "file", limit: { value: 4, type: "naturalDay" } },
      { kind: "dispatch", department },
      { kind: "takeOn" },
    ] as const;
    for (const command of commands) {
      bench.now += 60_000;
      const answer = await bench.ask({ ask: "case", uid, command });
      if (answer.answer !== "done") throw new Error(JSON.stringify(answer));
    }
    return uid;
  };
  bench.clear = () => {
    for (const one of stores) one.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return bench;
}
