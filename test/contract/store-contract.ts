/** What every store of the hub must do. Run it against each implementation. */
import { describe, expect, test } from "vitest";
import { CASE_STATES, isOpen, type CaseState } from "../../shared/case/state.ts";
import { TABLE_NAMES, columnsOf, recordOf, rowOf, type RecordOf, type TableName } from "../../shared/tables.ts";
import type { ActEntry, ActsWanted } from "../../src-hub/store/audit.ts";
import type { Draft, Grant, Store } from "../../src-hub/store/store.ts";
import { draftOf } from "./store-drafts.ts";

/** A place where stores of one history are opened: `open` again gives the same history. */
export interface StoreBench {
  /** `tombstones` is the number of deletions the store must remember at least, `answers` that of the desk's answers. */
  open(tombstones?: number, answers?: number): Store;
  /** Closes what is open and removes the history. */
  clear(): void;
}

export function storeContract(name: string, make: () => StoreBench): void {
  const run = (title: string, work: (bench: StoreBench) => void) =>
    test(title, () => {
      expect.hasAssertions();
      const bench = make();
      try {
        work(bench);
      } finally {
        bench.clear();
      }
    });

  describe(`store contract: ${name}`, () => {
    run("a fresh store is empty, and its epoch stays with its history", (bench) => {
      const store = bench.open();
      expect([store.head(), store.floor(), store.headAt()]).toEqual([0, 0, 0]);
      for (const table of TABLE_NAMES) expect(store.count(table)).toBe(0);
      expect(store.changes(0, 100)).toBeNull();
      expect(store.epoch).not.toBe("");
      expect(bench.open().epoch).toBe(store.epoch);
      const other = make();
      expect(other.open().epoch).not.toBe(store.epoch);
      other.clear();
    });

    run("every table keeps every column", (bench) => {
      const store = bench.open();
      for (const table of TABLE_NAMES) {
        const draft = draftOf(table, "某/1");
        const { uid, outcome } = store.transact(5, (tx) => tx.put(table, draft as never));
        expect(outcome).toBe("new");
        const whole = { uid, ...draft } as unknown as RecordOf<TableName>;
        expect(store.get(table, uid)).toEqual(whole);
        expect(store.find(table, "demo", "某/1")).toEqual(whole);
        expect(store.page(table, 0, 10)).toEqual([rowOf(table, whole as never)]);
        expect([...store.each(table)]).toEqual([whole]);
      }
      expect(store.get("cases", 99)).toBeNull();
      expect(store.find("cases", "other", "某/1")).toBeNull();
    });

    run("put says new, changed and same; the uid stays", (bench) => {
      const store = bench.open();
      const put = (at: number, address: string) =>
        store.transact(at, (tx) => tx.put("cases", draftOf("cases", "1", { address })));
      expect(put(10, "甲路")).toEqual({ uid: 1, outcome: "new" });
      expect(put(20, "甲路")).toEqual({ uid: 1, outcome: "same" });
      expect([store.head(), store.headAt()]).toEqual([1, 10]);
      expect(put(30, "乙路")).toEqual({ uid: 1, outcome: "changed" });
      expect([store.head(), store.headAt()]).toEqual([2, 30]);
      expect(store.get("cases", 1)?.address).toBe("乙路");
    });

    run("bytes of a picture are kept with what names them, or not at all, and once", (bench) => {
      const store = bench.open();
      const bytes = new Uint8Array([0xff, 0xd8, 0, 7, 0xff, 0xd9]);
      const [kept, lost] = ["a".repeat(64), "b".repeat(64)];
      const keep = (hash: string, broken: boolean) =>
        store.transact(1, (tx) => {
          tx.put("pictures", draftOf("pictures", hash));
          tx.keepPicture(hash, bytes);
          if (broken) throw new Error("broken");
        });
      keep(kept, false);
      expect(() => keep(lost, true)).toThrow("broken");
      keep(kept, false);
      const other = bench.open();
      expect([[...other.picture(kept)!], other.picture(lost), other.count("pictures")]).toEqual([[...bytes], null, 1]);
    });

    run("new rows and old ones in any order: each is told as it is, and no uid is left out", (bench) => {
      const store = bench.open();
      const put = (...ids: [string, string][]) =>
        store.transact(1, (tx) =>
          ids.map(([id, address]) => {
            const { uid, outcome } = tx.put("cases", draftOf("cases", id, { address }));
            return `${id} ${uid} ${outcome}`;
          }),
        );
      expect(put(["a", "甲"], ["b", "甲"])).toEqual(["a 1 new", "b 2 new"]);
      // Straight after a new row, and in a transaction that has changed nothing yet.
      expect(put(["a", "甲"])).toEqual(["a 1 same"]);
      expect(store.head()).toBe(1);
      expect(put(["c", "甲"], ["a", "甲"], ["d", "甲"], ["d", "甲"], ["b", "乙"], ["e", "甲"])).toEqual([
        "c 3 new",
        "a 1 same",
        "d 4 new",
        "d 4 same",
        "b 2 changed",
        "e 5 new",
      ]);
      expect([...store.each("cases")].map(({ uid, id, address }) => `${uid} ${id} ${address}`)).toEqual([
        "1 a 甲",
        "2 b 乙",
        "3 c 甲",
        "4 d 甲",
        "5 e 甲",
      ]);
      // The row that was refused to a newcomer kept the commit that changed it last.
      expect(store.changes(1, 100)?.put.cases?.map(([uid]) => uid)).toEqual([2, 3, 4, 5]);
    });

    run("text that UTF-8 cannot say is the same when put again", (bench) => {
      const store = bench.open();
      const broken = draftOf("cases", "1", { description: "a\ud800b", address: "nul\u0000l" });
      store.transact(1, (tx) => tx.put("cases", broken));
      expect(store.transact(2, (tx) => tx.put("cases", broken)).outcome).toBe("same");
      expect(store.get("cases", 1)?.address).toBe("nul\u0000l");
    });

    run("a commit that changed nothing leaves no trace, one that threw neither", (bench) => {
      const store = bench.open();
      store.transact(1, () => undefined);
      expect(store.head()).toBe(0);
      expect(() =>
        store.transact(2, (tx) => {
          tx.put("cases", draftOf("cases", "1"));
          throw new Error("stop");
        }),
      ).toThrow("stop");
      expect([store.head(), store.count("cases")]).toEqual([0, 0]);
      store.transact(3, (tx) => tx.put("cases", draftOf("cases", "1")));
      expect([store.head(), store.headAt()]).toEqual([1, 3]);
    });

    run("a transaction neither nests, nor waits, nor outlives itself", (bench) => {
      const store = bench.open();
      expect(() => store.transact(1, () => store.transact(1, () => undefined))).toThrow("nest");
      expect(() => store.transact(1, (tx) => Promise.resolve(tx.put("cases", draftOf("cases", "1"))))).toThrow("async");
      const late = store.transact(1, (tx) => tx);
      expect(() => late.put("cases", draftOf("cases", "1"))).toThrow("over");
      expect(store.count("cases")).toBe(0);
    });

    run("a draft that lacks a field is refused whole", (bench) => {
      const store = bench.open();
      const { address: _text, ...noAddress } = draftOf("cases", "1");
      const { deadline: _null, ...noDeadline } = draftOf("cases", "1");
      for (const short of [noAddress, noDeadline, draftOf("cases", "1", { lon: Number.NaN })]) {
        expect(() => store.transact(1, (tx) => tx.put("cases", short as never))).toThrow("a draft has");
      }
      expect(store.count("cases")).toBe(0);
    });

    run("uids are never given twice, not even after a delete and a new opening", (bench) => {
      const store = bench.open();
      const put = (id: string, at: Store = store) => at.transact(1, (tx) => tx.put("cases", draftOf("cases", id))).uid;
      expect([put("1"), put("2")]).toEqual([1, 2]);
      expect(store.transact(2, (tx) => tx.del("cases", 2))).toBe(true);
      expect(store.transact(2, (tx) => tx.del("cases", 2))).toBe(false);
      expect(put("2")).toBe(3);
      store.transact(2, (tx) => tx.del("cases", 3));
      store.close();
      expect(put("2", bench.open())).toBe(4);
    });

    run("page goes in uid order and each in platforms", (bench) => {
      const store = bench.open();
      store.transact(1, (tx) => {
        for (let i = 1; i <= 1_203; i += 1) {
          tx.put("cases", draftOf("cases", String(i), { platform: i % 3 === 0 ? "nyc" : "demo" }));
        }
      });
      const seen: number[] = [];
      for (let after = 0; ;) {
        const page = store.page("cases", after, 500);
        if (page.length === 0) break;
        for (const row of page) seen.push(row[0] as number);
        after = seen[seen.length - 1]!;
      }
      expect(seen).toEqual(Array.from({ length: 1_203 }, (_, i) => i + 1));
      expect([...store.each("cases")].map((row) => row.uid)).toEqual(seen);
      expect([...store.each("cases", "nyc")].map((row) => row.uid)).toEqual(seen.filter((uid) => uid % 3 === 0));
    });

    run("each may be walked while rows are put", (bench) => {
      const store = bench.open();
      store.transact(1, (tx) => {
        for (let i = 1; i <= 900; i += 1) tx.put("cases", draftOf("cases", String(i)));
      });
      for (const row of store.each("cases")) {
        if (row.uid > 900) break;
        store.transact(2, (tx) => tx.put("cases", { ...row, state: 1 }));
      }
      expect([...store.each("cases")].every((row) => row.state === 1)).toBe(true);
    });

    run("changes: a row comes once, as it is now, with the time of the newest commit", (bench) => {
      const store = bench.open();
      const put = (at: number, id: string, address: string) =>
        store.transact(at, (tx) => tx.put("cases", draftOf("cases", id, { address })));
      put(10, "1", "甲");
      put(20, "2", "乙");
      put(30, "1", "丙");
      store.transact(40, (tx) => tx.del("cases", 2));
      const whole = store.changes(0, 100)!;
      expect([whole.epoch, whole.from, whole.to, whole.at]).toEqual([store.epoch, 0, 4, 40]);
      expect(whole.put.cases!.map((row) => recordOf("cases", row).address)).toEqual(["丙"]);
      expect(whole.del).toEqual({ cases: [2] });
      expect(store.changes(3, 100)).toEqual({
        epoch: store.epoch,
        from: 3,
        to: 4,
        at: 40,
        put: {},
        del: { cases: [2] },
      });
      expect(store.changes(4, 100)).toBeNull();
      expect(store.changes(5, 100)).toBeNull();
    });

    run("changes: only whole commits, about as many rows as asked, at least one commit", (bench) => {
      const store = bench.open();
      const sizes = [3, 1, 10, 2, 2, 1];
      let id = 0;
      sizes.forEach((size, i) =>
        store.transact(100 + i, (tx) => {
          for (let n = 0; n < size; n += 1) {
            const table = n % 2 === 0 ? "cases" : "units";
            tx.put(table, draftOf(table, String((id += 1))));
          }
        }),
      );
      const steps: [number, number, number, number][] = [];
      for (let from = 0; ;) {
        const delta = store.changes(from, 4);
        if (delta === null) break;
        const rows = (delta.put.cases?.length ?? 0) + (delta.put.units?.length ?? 0);
        steps.push([delta.from, delta.to, rows, delta.at]);
        from = delta.to;
      }
      expect(steps).toEqual([
        [0, 2, 4, 101],
        [2, 3, 10, 102],
        [3, 5, 4, 104],
        [5, 6, 1, 105],
      ]);
    });

    run("tombstones reach down to the floor, and the floor moves by whole commits", (bench) => {
      const store = bench.open(10);
      store.transact(1, (tx) => {
        for (let i = 1; i <= 100; i += 1) tx.put("cases", draftOf("cases", String(i)));
      });
      for (let uid = 1; uid <= 60; uid += 2) {
        store.transact(2, (tx) => [tx.del("cases", uid), tx.del("cases", uid + 1)]);
        const floor = store.floor();
        // Whoever stands at the floor or above still learns of every deletion after that place.
        const gone = store.changes(floor, 10_000)?.del.cases ?? [];
        expect(gone.length).toBe(2 * (store.head() - Math.max(floor, 1)));
        expect(gone.length).toBeGreaterThanOrEqual(Math.min(uid + 1, 9));
        expect(gone.length).toBeLessThanOrEqual(11);
      }
      expect(store.floor()).toBeGreaterThan(20);
      expect(bench.open(10).floor()).toBe(store.floor());
    });

    run("Z70 a removed row comes back under its uid, and whoever has not heard hears of it once", (bench) => {
      const store = bench.open(10);
      const uid = store.transact(1, (tx) => {
        tx.put("departments", draftOf("departments", "甲"));
        return tx.put("departments", draftOf("departments", "乙", { name: "环卫处" })).uid;
      });
      const record = store.get("departments", uid)!;
      store.transact(2, (tx) => tx.del("departments", uid));
      const put = (id: string) => store.transact(3, (tx) => tx.put("departments", draftOf("departments", id)).uid);
      expect(put("丙")).toBe(uid + 1);
      expect(store.transact(4, (tx) => tx.restore("departments", record))).toBe(true);
      expect(store.get("departments", uid)).toEqual(record);
      // From before the removal, from between, and for all time.
      for (const from of [0, 1, 2, 3]) {
        const { put: rows, del } = store.changes(from, 100)!;
        expect(rows.departments?.filter(([each]) => each === uid)).toHaveLength(1);
        expect(del).toEqual({});
      }
      // What is there already is not put back, and that is no commit.
      const head = store.head();
      expect(store.transact(5, (tx) => tx.restore("departments", record))).toBe(false);
      expect(store.transact(5, (tx) => tx.restore("departments", { ...record, id: "丁" }))).toBe(false);
      store.transact(6, (tx) => tx.del("departments", uid));
      expect(put("乙")).toBe(uid + 2);
      expect(store.transact(7, (tx) => tx.restore("departments", record))).toBe(false);
      expect(store.head()).toBe(head + 2);
      expect(() => store.transact(8, (tx) => tx.restore("departments", { ...record, uid: 99, id: "己" }))).toThrow(
        "never had uid 99",
      );
      // Trimming gets over the gap that a return leaves among the tombstones.
      const more = Array.from({ length: 40 }, (_, i) => put(`临时-${i}`));
      const gone = more.map((each) => {
        const kept = store.get("departments", each)!;
        store.transact(9, (tx) => tx.del("departments", each));
        return kept;
      });
      for (const kept of gone.slice(-10)) store.transact(10, (tx) => tx.restore("departments", kept));
      for (let i = 0; i < 30; i += 1) {
        const each = put(`再-${i}`);
        store.transact(11, (tx) => tx.del("departments", each));
      }
      expect(store.floor()).toBeGreaterThan(40);
    });

    run("Z66 acts are kept in their order, found by what they say, and never changed", (bench) => {
      const store = bench.open();
      const act = (at: number, more: Partial<ActEntry> = {}): ActEntry => ({
        at,
        person: 0,
        name: "值班长",
        role: "admin",
        machine: "一号坐席",
        act: "putContact",
        outcome: "done",
        subject: "contacts",
        uid: 4,
        label: "环卫处",
        text: "",
        before: "",
        after: '{"uid":4}',
        ...more,
      });
      const anything = {
        text: "",
        act: "",
        subject: "",
        uid: 0,
        from: null,
        to: null,
        below: 99,
        notBelow: 0,
        limit: 9,
      };
      const numbers = (wanted: Partial<ActsWanted>) => store.acts({ ...anything, ...wanted }).map(({ audit }) => audit);
      expect([store.lastAct(), store.act(1), numbers({})]).toEqual([0, null, []]);
      expect(store.transact(1, () => store.recordAct(act(10)))).toBe(1);
      store.recordAct(act(20, { act: "case", subject: "cases", uid: 4, label: "LL1_2%3", text: "dispatch" }));
      store.recordAct(act(30, { outcome: "notAllowed", name: "张三" }));
      expect(() =>
        store.transact(1, () => {
          store.recordAct(act(40));
          throw new Error("stop");
        }),
      ).toThrow("stop");
      expect([store.lastAct(), store.act(1)]).toEqual([3, { audit: 1, ...act(10) }]);
      expect(store.head()).toBe(0);
      expect([numbers({}), numbers({ limit: 2 }), numbers({ below: 3 }), numbers({ notBelow: 2 })]).toEqual([
        [3, 2, 1],
        [3, 2],
        [2, 1],
        [3, 2],
      ]);
      expect([numbers({ text: "DISP" }), numbers({ text: "张" }), numbers({ text: "一号" })]).toEqual([
        [2],
        [3],
        [3, 2, 1],
      ]);
      // What a pattern would read as any letter is only itself.
      expect([numbers({ text: "1_2%" }), numbers({ text: "1x2" }), numbers({ text: "%_%" })]).toEqual([[2], [], []]);
      expect([
        numbers({ subject: "contacts" }),
        numbers({ subject: "cases", uid: 4 }),
        numbers({ act: "case" }),
      ]).toEqual([[3, 1], [2], [2]]);
      expect([numbers({ from: 20 }), numbers({ to: 20 }), numbers({ from: 11, to: 29 })]).toEqual([
        [3, 2],
        [2, 1],
        [2],
      ]);
    });

    run("rules that were edited here are kept by kind and name", (bench) => {
      const store = bench.open();
      const edit = { kind: "schemes", name: "a", body: "{}", by: "值班长", at: 5 } as const;
      store.putRuleEdit({ ...edit, body: "[]" });
      store.putRuleEdit({ ...edit, kind: "calendars" });
      store.putRuleEdit(edit);
      expect(bench.open().ruleEdits()).toEqual([{ ...edit, kind: "calendars" }, edit]);
      expect([store.removeRuleEdit("schemes", "b"), store.removeRuleEdit("schemes", "a")]).toEqual([false, true]);
      expect(store.ruleEdits()).toHaveLength(1);
      expect(store.head()).toBe(0);
    });

    run("a department has open cases or none", (bench) => {
      const store = bench.open();
      const put = (id: string, department: number, state: CaseState) =>
        store.transact(1, (tx) =>
          tx.put("cases", draftOf("cases", id, { department, state: CASE_STATES.indexOf(state) })),
        );
      CASE_STATES.forEach((state, i) => put(state, i + 1, state));
      expect(CASE_STATES.map((_, i) => store.hasOpenCase("demo", i + 1))).toEqual(CASE_STATES.map(isOpen));
      expect(store.hasOpenCase("demo", 99)).toBe(false);
      expect(store.hasOpenCase("other", 1)).toBe(false);
    });

    run("notes stay, are not synced, and go with a transaction that fails", (bench) => {
      const store = bench.open();
      expect(store.note("city")).toBeNull();
      store.setNote("city", "1");
      store.setNote("city", "2");
      expect(() =>
        store.transact(1, () => {
          store.setNote("city", "3");
          throw new Error("stop");
        }),
      ).toThrow("stop");
      store.transact(1, () => store.setNote("seed", "7"));
      expect([store.note("city"), store.note("seed"), store.head()]).toEqual(["2", "7", 0]);
      store.close();
      expect(bench.open().note("city")).toBe("2");
    });

    run("a commit knows its number, and a transaction without a change the newest one", (bench) => {
      const store = bench.open();
      const seqs = store.transact(1, (tx) => {
        const before = tx.seq();
        tx.put("cases", draftOf("cases", "1"));
        return [before, tx.seq()];
      });
      expect(seqs).toEqual([0, 1]);
      expect(store.transact(2, (tx) => tx.seq())).toBe(1);
    });

    run("answers stay under their id, the newest of them, and go with a transaction that fails", (bench) => {
      const store = bench.open(undefined, 3);
      const keep = (id: string) => store.transact(1, (tx) => tx.keepAnswer(id, `to ${id}`));
      expect(store.answer("a")).toBeNull();
      for (const id of ["a", "b", "c"]) keep(id);
      expect(["a", "b", "c"].map((id) => store.answer(id))).toEqual(["to a", "to b", "to c"]);
      expect(() =>
        store.transact(1, (tx) => {
          tx.keepAnswer("d", "to d");
          throw new Error("stop");
        }),
      ).toThrow("stop");
      expect(store.answer("d")).toBeNull();
      keep("e");
      expect([store.answer("a"), store.answer("b"), store.head()]).toEqual([null, "to b", 0]);
      expect(() => keep("e")).toThrow();
      store.close();
      expect(bench.open().answer("e")).toBe("to e");
    });

    run("cases that share a number are found by platform, and so are those that are marked", (bench) => {
      const store = bench.open();
      const put = (id: string, caseNo: string, flags = 0, platform = "demo") =>
        store.transact(1, (tx) => tx.put("cases", draftOf("cases", id, { caseNo, flags, platform })));
      expect(store.sharedNumbers("demo")).toEqual({ numbers: 0, uids: [], marked: [] });
      put("1", "A1");
      put("2", "A2", 1);
      put("3", "A1", 5);
      put("4", "A1", 0, "nyc");
      put("5", "");
      put("6", "");
      put("7", "A7", 4);
      expect(store.sharedNumbers("demo")).toEqual({ numbers: 1, uids: [1, 3], marked: [3, 7] });
      expect(store.sharedNumbers("nyc")).toEqual({ numbers: 0, uids: [], marked: [] });
      expect([store.hasCaseNo("demo", "A2"), store.hasCaseNo("nyc", "A2")]).toEqual([true, false]);
    });

    run("suspensions that have ended are told, the longest ended first", (bench) => {
      const store = bench.open();
      const suspended = CASE_STATES.indexOf("suspended");
      const put = (id: string, state: number, stageDue: number | null) =>
        store.transact(1, (tx) => tx.put("cases", draftOf("cases", id, { state, stageDue })));
      put("1", suspended, 50);
      put("2", suspended, 20);
      put("3", suspended, 51);
      put("4", suspended, null);
      put("5", suspended - 1, 10);
      expect(store.suspensionsEnded(50)).toEqual([2, 1]);
    });

    run("an answer is still known after twelve hours of ten requests a second", (bench) => {
      const store = bench.open();
      const requests = 12 * 3_600 * 10;
      store.transact(1, (tx) => {
        for (let i = 0; i <= requests; i += 1) tx.keepAnswer(`request ${i}`, "done");
      });
      expect([store.answer("request 0"), store.answer(`request ${requests}`)]).toEqual(["done", "done"]);
    });

    run("grants are kept by name, and outside the commit order", (bench) => {
      const store = bench.open();
      const grant: Grant = {
        name: "大厅",
        tokenHash: "a".repeat(64),
        role: "wall",
        platforms: ["city"],
        districts: ["510104", "510105"],
        departments: null,
        months: 6,
        personal: false,
        restricted: false,
        madeAt: 5,
      };
      const other: Grant = {
        ...grant,
        name: "a",
        tokenHash: "b".repeat(64),
        role: "admin",
        platforms: null,
        districts: null,
        departments: ["城管局"],
        months: null,
        personal: true,
      };
      expect(store.listGrants()).toEqual([]);
      store.putGrant(grant);
      store.putGrant(other);
      expect(bench.open().listGrants()).toEqual([grant, other]);
      store.putGrant({ ...grant, tokenHash: "c".repeat(64), months: null });
      expect(store.listGrants()).toEqual([{ ...grant, tokenHash: "c".repeat(64), months: null }, other]);
      // One token is one grant's.
      expect(() => store.putGrant({ ...other, name: "b" })).toThrow("UNIQUE");
      expect([store.removeGrant("大厅"), store.removeGrant("大厅")]).toEqual([true, false]);
      expect(store.listGrants()).toEqual([other]);
      expect([store.head(), store.changes(0, 10)]).toEqual([0, null]);
      // A look and a write in one go, taken back together.
      expect(() =>
        store.transact(1, () => {
          store.removeGrant("a");
          throw new Error("stop");
        }),
      ).toThrow("stop");
      expect(store.listGrants()).toEqual([other]);
    });

    run("R8 the version of the grants rises with whatever scopes rest on, and with nothing else", (bench) => {
      const [store, other] = [bench.open(), bench.open()];
      const grant: Grant = {
        ...{ name: "a", tokenHash: "a", role: "wall", platforms: null, districts: null, departments: null },
        ...{ months: null, personal: false, restricted: false, madeAt: 5 },
      } as const;
      const put = <T extends TableName>(table: T, fields: Partial<Draft<T>> = {}) =>
        other.transact(1, (tx) => tx.put(table, draftOf(table, "1", fields)).uid);
      const before: number[] = [];
      const rose = (work: () => unknown): boolean => {
        before.push(store.grantsVersion());
        work();
        expect(store.grantsVersion()).toBeGreaterThanOrEqual(before.at(-1)!);
        return store.grantsVersion() > before.at(-1)!;
      };
      const risen = {
        added: rose(() => other.putGrant(grant)),
        changed: rose(() => other.putGrant({ ...grant, months: 3 })),
        same: rose(() => other.putGrant({ ...grant, months: 3 })),
        removed: rose(() => other.removeGrant("a")),
        notThere: rose(() => other.removeGrant("a")),
        platform: rose(() => put("platforms", { timeZone: "UTC" })),
        platformName: rose(() => put("platforms", { timeZone: "UTC", name: "市" })),
        zone: rose(() => put("platforms", { timeZone: "Asia/Shanghai", name: "市" })),
        grid: rose(() => put("grids", { level: "unit", code: "1" })),
        gridPlace: rose(() => put("grids", { level: "unit", code: "1", lon: 3 })),
        border: rose(() => put("grids", { level: "unit", code: "2", lon: 3 })),
        level: rose(() => put("grids", { level: "duty", code: "2", lon: 3 })),
        gridGone: rose(() => other.transact(1, (tx) => tx.del("grids", 1))),
        department: rose(() => put("departments")),
        departmentName: rose(() => put("departments", { name: "甲" })),
        departmentGone: rose(() => other.transact(1, (tx) => tx.del("departments", 1))),
        aCase: rose(() => put("cases")),
      };
      const unmoved = Object.entries(risen).flatMap(([what, did]) => (did ? [] : [what]));
      expect(unmoved).toEqual(["same", "notThere", "platformName", "gridPlace", "departmentName", "aCase"]);
    });

    run("unit grids are given with their codes, beats are not", (bench) => {
      const store = bench.open();
      store.transact(1, (tx) => {
        tx.put("grids", draftOf("grids", "1", { level: "unit", code: "510104001" }));
        tx.put("grids", draftOf("grids", "2", { level: "duty", code: "510104Z01" }));
        tx.put("grids", draftOf("grids", "3", { level: "unit", code: "510105001", platform: "other" }));
      });
      expect(store.unitGrids()).toEqual([
        { uid: 1, platform: "demo", code: "510104001" },
        { uid: 3, platform: "other", code: "510105001" },
      ]);
    });

    run("two openings of one history see each other's commits", (bench) => {
      const one = bench.open();
      const two = bench.open();
      one.transact(1, (tx) => tx.put("cases", draftOf("cases", "1")));
      expect(two.transact(2, (tx) => tx.put("cases", draftOf("cases", "2"))).uid).toBe(2);
      expect(two.transact(2, (tx) => tx.put("cases", draftOf("cases", "1"))).outcome).toBe("same");
      expect([one.head(), one.headAt(), one.count("cases")]).toEqual([2, 2, 2]);
    });

    run("columns travel in the order of shared/tables.ts", (bench) => {
      const store = bench.open();
      store.transact(1, (tx) => tx.put("cases", draftOf("cases", "1", { lon: 116.25, caseNo: "案 1" })));
      const row = store.page("cases", 0, 1)[0]!;
      expect(row.length).toBe(columnsOf("cases").length);
      expect(recordOf("cases", row)).toMatchObject({
        uid: 1,
        platform: "demo",
        lon: 116.25,
        caseNo: "案 1",
        deadline: null,
      });
    });
  });
}
