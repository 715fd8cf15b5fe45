/** A small city at the hub that keeps changing, and what people ask of its cases. Everything by chances from a seed. */
import { createHash, randomUUID } from "node:crypto";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { recordOf } from "../../shared/tables.ts";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import { openDesk } from "../../src-hub/desk/desk.ts";
import { openRules } from "../../src-hub/rules/rules.ts";
import type { Grant, Store, Tx } from "../../src-hub/store/store.ts";
import { REPORT } from "../contract/desk-bench.ts";
import { departmentDraft, platformDraft } from "../contract/drafts.ts";
import { randomCase } from "../contract/random-cases.ts";
import { draftOf } from "../contract/store-drafts.ts";

const PLATFORM = "test";
const DEPARTMENTS = 6;
const UNIT_GRIDS = 12;
/** Codes of the unit grids of two districts begin with these. */
export const DISTRICTS = ["430102", "430103"] as const;
/** Ids of cases that come and go. */
const POOL = 900;

export type Chance = () => number;
const pick = (chance: Chance, n: number): number => Math.floor(chance() * n);
const oneOf = <T>(chance: Chance, list: readonly T[]): T => list[pick(chance, list.length)] as T;

export interface Town {
  /** uids. */
  readonly departments: readonly number[];
  readonly unitGrids: readonly number[];
  /** Cases with facts, which commands are asked of. */
  readonly asked: readonly number[];
}

/**
 * Founds the town in an empty store, or finds it again: platform, departments, grids, `rows` cases that come and go and
 * `asked` cases that wait for their filing.
 */
export function town(store: Store, now: () => number, chance: Chance, { rows = 600, asked = 24 } = {}): Town {
  const founded = store.find("platforms", PLATFORM, PLATFORM) !== null;
  const places = store.transact(now(), (tx) => {
    tx.put("platforms", platformDraft());
    const departments = Array.from(
      { length: DEPARTMENTS },
      (_, n) => tx.put("departments", { ...departmentDraft(`d${n}`), contact: `1380000000${n}` }).uid,
    );
    const unitGrids = Array.from({ length: UNIT_GRIDS }, (_, n) => {
      const code = `${DISTRICTS[n % 2]}001001${String(n + 1).padStart(3, "0")}`;
      return tx.put("grids", draftOf("grids", code, { platform: PLATFORM, level: "unit", code, name: code })).uid;
    });
    return { departments, unitGrids };
  });
  if (!founded) {
    const rules = openRules({ store, at: now() });
    const desk = openDesk({ store, rules, now });
    for (let n = 0; n < asked; n++) {
      const report = { ...REPORT, unitGrid: oneOf(chance, places.unitGrids), description: `asked ${n}` };
      const filed = desk.report(PLATFORM, report, "监督员");
      if (typeof filed === "string") throw new Error(filed);
      const accept = { ask: "case", uid: filed.uid, command: { kind: "accept" } } as const;
      void desk.take({ id: randomUUID(), by: "受理员", request: accept }, { role: "admin", scope: EVERYTHING });
    }
    for (let done = 0; done < rows; done += 2_000) {
      store.transact(now(), (tx) => {
        for (let n = done; n < Math.min(done + 2_000, rows); n++) putCase(tx, places, `case-${n}`, now(), chance);
      });
    }
  }
  const withFacts = [...store.each("cases", PLATFORM)].filter(({ facts }) => facts !== "[]");
  return { ...places, asked: withFacts.map(({ uid }) => uid) };
}

function putCase(
  tx: Tx,
  places: Pick<Town, "departments" | "unitGrids">,
  id: string,
  at: number,
  chance: Chance,
): void {
  const { uid: _, ...record } = recordOf("cases", randomCase(1, at, 60, chance));
  tx.put("cases", {
    ...record,
    platform: PLATFORM,
    id,
    caseNo: id,
    department: chance() < 0.1 ? 0 : oneOf(chance, places.departments),
    unitGrid: chance() < 0.1 ? 0 : oneOf(chance, places.unitGrids),
    description: `${id} 联系电话 13812345678，${pick(chance, 1_000_000)}`,
    address: `五一路 ${pick(chance, 500)} 号`,
  });
}

/** One commit in the life of the town: cases come, change and go, now and then by the thousand. */
export function liveOn(store: Store, now: () => number, places: Town, chance: Chance): void {
  store.transact(now(), (tx) => {
    const lot = chance();
    if (lot < 0.02) {
      for (let n = 0; n < 2_600; n++) putCase(tx, places, `many-${n}`, now(), chance);
      return;
    }
    if (lot < 0.04) {
      for (let n = 0; n < 2_600; n++) remove(store, tx, `many-${n}`);
      return;
    }
    if (lot < 0.1) {
      const n = pick(chance, DEPARTMENTS);
      tx.put("departments", { ...departmentDraft(`d${n}`), name: `单位 ${pick(chance, 1_000)}` });
    }
    for (let n = 1 + pick(chance, 12); n > 0; n--) putCase(tx, places, `case-${pick(chance, POOL)}`, now(), chance);
    for (let n = pick(chance, 4); n > 0; n--) remove(store, tx, `case-${pick(chance, POOL)}`);
    if (chance() < 0.2) {
      // The same case once more is another row: uids are given once.
      const id = `case-${pick(chance, POOL)}`;
      remove(store, tx, id);
      putCase(tx, places, id, now(), chance);
    }
  });
}

function remove(store: Store, tx: Tx, id: string): void {
  const found = store.find("cases", PLATFORM, id);
  if (found !== null) tx.del("cases", found.uid);
}

/** A command on one of the town's cases that somebody may well be too late with. `by` is the id: facts then name it. */
export function command(places: Town, chance: Chance): DeskMessage {
  const id = randomUUID();
  const uid = oneOf(chance, places.asked);
  const lot = chance();
  const of = (command: Extract<DeskMessage["request"], { ask: "case" }>["command"]): DeskMessage => ({
    id,
    by: id,
    request: { ask: "case", uid, command },
  });
  if (lot < 0.6) return of({ kind: "urge", note: id });
  if (lot < 0.7) return of({ kind: "supervise", opinion: id });
  if (lot < 0.8) return of({ kind: "file", limit: { value: 4, type: "naturalDay" } });
  if (lot < 0.9) return of({ kind: "dispatch", department: oneOf(chance, places.departments) });
  return of(oneOf(chance, [{ kind: "takeOn" }, { kind: "submit" }, { kind: "accept" }] as const));
}

/** How often each fact of each person stands in the cases: `by/kind` → how often. */
export function effects(store: Store): Map<string, number> {
  const found = new Map<string, number>();
  for (const { facts } of store.each("cases", PLATFORM)) {
    for (const { by, kind } of JSON.parse(facts) as { by: string; kind: string }[]) {
      found.set(`${by}/${kind}`, (found.get(`${by}/${kind}`) ?? 0) + 1);
    }
  }
  return found;
}

/** A grant to whoever shows `token`, everything when nothing else is said. */
export function grantOf(name: string, token: string, more: Partial<Grant> = {}): Grant {
  return {
    name,
    tokenHash: createHash("sha256").update(token).digest("hex"),
    role: "admin",
    platforms: null,
    districts: null,
    departments: null,
    months: null,
    personal: true,
    restricted: true,
    madeAt: 0,
    ...more,
  };
}

/** The scope that a grant comes to in the town; of the windows of time none. */
export function scopeOf({ departments, districts, platforms, personal }: Grant, store: Store): Scope {
  const uids = (list: Iterable<{ uid: number }>) => [...list].map(({ uid }) => uid).toSorted((a, b) => a - b);
  const under = (code: string) => districts?.some((beginning) => code.startsWith(beginning)) === true;
  return {
    ...EVERYTHING,
    platforms: platforms === null ? null : [...platforms].toSorted(),
    departments:
      departments === null
        ? null
        : uids([...store.each("departments", PLATFORM)].filter(({ id }) => departments.includes(id))),
    unitGrids: districts === null ? null : uids([...store.each("grids", PLATFORM)].filter(({ code }) => under(code))),
    personal,
  };
}
