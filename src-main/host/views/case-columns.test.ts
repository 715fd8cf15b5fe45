import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIGURE_COLUMNS, CaseColumnStore, changedAtOf } from "./case-columns.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { columnIndex, type RecordOf } from "../../../shared/tables.ts";
import { caseRow } from "../../../test/contract/drafts.ts";

const time = fc.option(fc.integer({ min: 1, max: 1_000_000 }));
const some = fc.record({
  state: fc.nat({ max: 17 }),
  source: fc.nat({ max: 8 }),
  classUid: fc.nat({ max: 5 }),
  department: fc.nat({ max: 5 }),
  unitGrid: fc.nat({ max: 5 }),
  dutyGrid: fc.nat({ max: 5 }),
  lon: fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
  deadline: time,
  reportedAt: fc.integer({ min: 1, max: 1_000_000 }),
  acceptedAt: time,
  filedAt: time,
  dispatchedAt: time,
  submittedAt: time,
  checkedAt: time,
  closedAt: time,
  suspendedAt: time,
  stageSince: fc.integer({ min: 1, max: 1_000_000 }),
  stageDue: time,
  dispatchDue: time,
  satisfaction: fc.option(fc.nat({ max: 100 })),
  reworkCount: fc.nat({ max: 80_000 }),
  extensionCount: fc.nat({ max: 3 }),
  sendBackCount: fc.nat({ max: 3 }),
  marks: fc.nat({ max: 2 ** 26 }),
  flags: fc.nat({ max: 7 }),
});
type Some = Partial<RecordOf<"cases">>;
const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant("put" as const), uid: fc.integer({ min: 1, max: 30 }), row: some }),
    fc.record({ act: fc.constant("del" as const), uid: fc.integer({ min: 1, max: 30 }) }),
  ),
  { maxLength: 200, size: "max" },
);

/** All columns of a case by name, for comparison. */
function caseAt(store: CaseColumnStore, uid: number): Record<string, number> {
  const i = store.indexOf(uid);
  if (i === undefined) throw new Error(`case ${uid} is missing`);
  const names = Object.keys(store).filter((name) => ArrayBuffer.isView(store[name as keyof CaseColumnStore]));
  return Object.fromEntries(names.map((name) => [name, (store[name as "lon"] as Float64Array)[i] as number]));
}

describe("cases as columns", () => {
  test("any puts and deletions leave what building from scratch gives", () => {
    fc.assert(
      fc.property(acts, (list) => {
        const store = new CaseColumnStore();
        const model = new Map<number, Some>();
        for (const a of list) {
          if (a.act === "put") {
            store.put(caseRow(a.uid, a.row));
            model.set(a.uid, a.row);
          } else {
            store.del(a.uid);
            model.delete(a.uid);
          }
        }
        const scratch = new CaseColumnStore();
        const places = FIGURE_COLUMNS.map((name) => columnIndex("cases", name));
        for (const [uid, row] of model) {
          const whole = caseRow(uid, row);
          scratch.putValues(places.map((place) => whole[place] ?? null));
        }
        expect(store.length).toBe(model.size);
        expect([...store.uid.subarray(0, store.length)].toSorted()).toEqual([...model.keys()].toSorted());
        for (const uid of model.keys()) expect(caseAt(store, uid)).toEqual(caseAt(scratch, uid));
        const open = Array.from({ length: store.length }, (_, i) => i).filter((i) => isOpenAt(store, i));
        expect([...store.open].toSorted((a, b) => a - b)).toEqual(open);
      }),
    );
  });

  test("grows beyond its first room without losing a case", () => {
    const store = new CaseColumnStore();
    for (let uid = 1; uid <= 10_000; uid++) store.put(caseRow(uid, { reportedAt: uid * 10, lon: uid / 100 }));
    for (let uid = 1; uid <= 10_000; uid += 3) store.del(uid);
    for (const uid of [2, 5_000, 9_999])
      expect(caseAt(store, uid)).toMatchObject({ reportedAt: uid * 10, lon: uid / 100 });
    expect(store.indexOf(4)).toBeUndefined();
    expect(store.length).toBe(10_000 - 3_334);
  });

  test("a case changed when its newest step was taken, checks and suspensions too", () => {
    const times = {
      reportedAt: 5,
      acceptedAt: 6,
      filedAt: null,
      dispatchedAt: null,
      submittedAt: null,
      closedAt: null,
    };
    expect(changedAtOf({ ...times, checkedAt: 9, suspendedAt: null })).toBe(9);
    const store = new CaseColumnStore();
    store.put(caseRow(1, { ...times, suspendedAt: 11 }));
    expect(store.changedAt[0]).toBe(11);
  });
});
