/**
 * A model hub and a real cache on a bad network: whatever is lost, doubled, reordered, cut or killed, once it is quiet the
 * cache holds what the hub holds, and what windows were told of is what the cache holds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { TABLE_NAMES, type Row, type TableName } from "../../shared/tables.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { readPosition } from "../../src-main/host/cache/position.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import { openWriter, type CacheWriter } from "../../src-main/host/cache/write.ts";
import { applyDelta, applyNote, applyPage } from "../../src-main/host/sync/apply.ts";
import { lineAt, step, type Line, type LineAction, type LineEvent } from "../../src-main/host/sync/line.ts";
import type { Changes } from "../../src-main/host/cache/changes.ts";
import { plainRow } from "../contract/drafts.ts";
import { modelHub, type ModelHub } from "./sync-model.ts";

const folder = mkdtempSync(join(tmpdir(), "citywall-sync-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOME: readonly TableName[] = ["platforms", "departments", "cases"];

type Act =
  | { act: "put"; table: number; uid: number; mark: number }
  | { act: "del"; table: number; uid: number }
  | { act: "floor" }
  | { act: "epoch" }
  | { act: "carry"; pick: number }
  | { act: "lose"; pick: number }
  | { act: "double"; pick: number }
  | { act: "cut" }
  | { act: "kill" }
  | { act: "beat" };

const table = fc.nat({ max: SOME.length - 1 });
const uid = fc.integer({ min: 1, max: 14 });
const pick = fc.nat({ max: 7 });
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant("put" as const), table, uid, mark: fc.nat({ max: 9 }) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("del" as const), table, uid }) },
  { weight: 14, arbitrary: fc.record({ act: fc.constant("carry" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("lose" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("double" as const), pick }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: "floor" }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: "epoch" }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: "cut" }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: "kill" }) },
  { weight: 2, arbitrary: fc.constant<Act>({ act: "beat" }) },
);

/** A host without sockets and clocks: the line's machine over a real cache, and a bag of messages on their way. */
class Bench {
  readonly hub: ModelHub = modelHub();
  private readonly dir = mkdtempSync(join(folder, "run-"));
  private cache: Cache = openCache(this.dir, () => {});
  private writer: CacheWriter = openWriter(this.cache.write);
  private line: Line = lineAt(readPosition(this.cache.read));
  /** On their way to us, oldest first; every one knows its connection. */
  private way: { connection: number; event: LineEvent }[] = [];
  private connection = 0;
  /** What windows have been told, by change sets alone. */
  readonly told = new Map<TableName, Map<number, Row>>(TABLE_NAMES.map((name) => [name, new Map()]));

  hear(event: LineEvent): void {
    const next = step(this.line, event, 0.5);
    this.line = next.line;
    for (const action of next.actions) this.perform(action);
  }

  private perform(action: LineAction): void {
    const arrive = (event: LineEvent) => this.way.push({ connection: this.connection, event });
    switch (action.do) {
      case "connect":
        this.connection++;
        this.hub.connect();
        return (arrive({ event: "opened" }), undefined);
      case "disconnect":
        this.connection++;
        this.hub.disconnect();
        return;
      case "hello":
        return (arrive({ event: "welcome", welcome: this.hub.hello(action.hello) }), undefined);
      case "askPage":
        return (arrive({ event: "page", page: this.hub.page(action.request) }), undefined);
      case "note":
        return applyNote(this.writer, action.position);
      case "applyPage":
        return this.tell(applyPage(this.writer, action.page, action.position));
      case "applyDelta":
        return this.tell(applyDelta(this.writer, action.delta, action.position));
      case "tail":
        if (!this.hub.tail(action.cursor)) arrive({ event: "behind" });
        return;
      case "credit":
        return this.hub.credit(action.to);
      case "askTime":
      case "wait":
        return;
    }
  }

  private tell(changes: Changes): void {
    for (const [name, { put, del }] of changes) {
      const rows = this.told.get(name) as Map<number, Row>;
      for (const row of put) rows.set(row[0] as number, row);
      for (const gone of del) rows.delete(gone);
    }
  }

  do(a: Act): void {
    switch (a.act) {
      case "put":
        return this.hub.put(SOME[a.table] as TableName, plainRow(SOME[a.table] as TableName, a.uid, `m${a.mark}`));
      case "del":
        return this.hub.del(SOME[a.table] as TableName, a.uid);
      case "floor":
        return this.hub.raiseFloor();
      case "epoch":
        this.hub.newEpoch();
        return this.hear({ event: "closed", detail: "restart" });
      case "carry":
        return this.carry(a.pick, false);
      case "double":
        return this.carry(a.pick, true);
      case "lose":
        this.fill();
        // An answer cannot be lost without its socket noticing: a lost answer is a late one.
        const [lost] = this.way.splice(a.pick % Math.max(1, this.way.length), 1);
        if (lost !== undefined && lost.event.event !== "delta")
          this.way.push({ ...lost, event: insteadOf(lost.event) });
        return;
      case "cut":
        return (this.hear({ event: "closed", detail: "cut" }), this.hear({ event: "retry" }));
      case "kill":
        return this.kill();
      case "beat":
        this.hear({ event: "beat", silentMs: 0 });
        return this.hear({ event: "retry" });
    }
  }

  /** What the hub would send by now joins what is on its way. */
  private fill(): void {
    for (const delta of this.hub.send())
      this.way.push({ connection: this.connection, event: { event: "delta", delta } });
  }

  private carry(which: number, keep: boolean): void {
    this.fill();
    if (this.way.length === 0) return;
    const index = which % this.way.length;
    const message = this.way[index];
    if (!keep) this.way.splice(index, 1);
    if (message !== undefined && message.connection === this.connection) this.hear(message.event);
  }

  private kill(): void {
    this.cache.close();
    this.cache = openCache(this.dir, () => {});
    this.writer = openWriter(this.cache.write);
    this.connection++;
    this.line = lineAt(readPosition(this.cache.read));
    this.hear({ event: "start" });
  }

  /** Carries everything in order until nothing moves any more. */
  settle(): void {
    this.hear({ event: "start" });
    for (let idle = 0, rounds = 0; idle < 3; rounds++) {
      if (rounds > 5_000) throw new Error(`it never gets quiet: ${JSON.stringify(this.line)}`);
      this.fill();
      if (this.way.length === 0) {
        idle++;
        this.do({ act: "beat" });
      } else {
        idle = 0;
        this.carry(0, false);
      }
    }
  }

  rows(name: TableName): Row[] {
    return allRows(this.cache.read, name);
  }

  state(): Line {
    return this.line;
  }

  close(): void {
    this.cache.close();
  }
}

describe("the line over a bad network", () => {
  test("S1 to S9 after quiet the cache equals the hub, and windows were told everything", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 150, size: "max" }), (acts) => {
        const bench = new Bench();
        try {
          bench.hear({ event: "start" });
          for (const a of acts) bench.do(a);
          bench.settle();
          expect(bench.state()).toMatchObject({ at: "live", position: { cursor: bench.hub.head() } });
          for (const name of TABLE_NAMES) {
            expect(bench.rows(name)).toEqual(bench.hub.rows(name));
            expect([...(bench.told.get(name)?.values() ?? [])].toSorted(byUid)).toEqual(bench.hub.rows(name));
          }
        } finally {
          bench.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  test("S7 a host killed in the middle of a full copy goes on where it was", () => {
    const bench = new Bench();
    for (let n = 1; n <= 40; n++) bench.hub.put("cases", plainRow("cases", n, "a"));
    bench.hear({ event: "start" });
    for (let n = 0; n < 16; n++) bench.do({ act: "carry", pick: 0 });
    const asked = bench.hub.pagesAsked();
    expect(bench.state().at).toBe("snapshot");
    const there = bench.rows("cases").length;
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(40);
    bench.do({ act: "kill" });
    bench.settle();
    expect(bench.rows("cases")).toEqual(bench.hub.rows("cases"));
    // Two rows a page: what was there was not asked for again, and the empty tables before the cases neither.
    expect(bench.hub.pagesAsked() - asked).toBeLessThanOrEqual((40 - there) / 2 + 2);
    bench.close();
  });
});

/** What the host notices by itself when an answer does not come. */
function insteadOf(event: LineEvent): LineEvent {
  if (event.event === "page" || event.event === "pageLate") return { event: "pageLate" };
  return { event: "closed", detail: "ETIMEDOUT" };
}

function byUid(a: Row, b: Row): number {
  return (a[0] as number) - (b[0] as number);
}
