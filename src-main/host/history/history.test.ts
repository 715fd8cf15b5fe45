import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LOCATED } from "../../../shared/track.ts";
import type { TracksMessage } from "../../../shared/wire/hub.ts";
import { BlockWriter, readBlock, type Fix } from "./block.ts";
import { openHistory, type History } from "./history.ts";
import type { HistoryEvent } from "./keeper.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 0);
const DAY = 86_400_000;
type Row = TracksMessage["rows"][number];

const row = (uid: number, at: number, lon: number, lat = 30): Row => [
  uid,
  lon,
  lat,
  90,
  3,
  0,
  at,
  LOCATED,
  0,
  null,
  null,
];

let dir: string;
let events: HistoryEvent[];
let opened: History[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-tracks-"));
  events = [];
  opened = [];
});
afterEach(() => {
  for (const each of opened) each.close();
  rmSync(dir, { recursive: true });
});

function open(bounds: { days?: number; megabytes?: number } = {}): History {
  const history = openHistory({
    dataDir: dir,
    driver: "better-sqlite3",
    log: (event) => events.push(event),
    ...bounds,
  });
  opened.push(history);
  return history;
}

/** Units walk east, ten metres a second, for so many seconds. */
function walk(history: History, units: readonly number[], from: number, seconds: number, epoch = "a"): void {
  for (let s = 0; s < seconds; s++) {
    const at = from + s * 1_000;
    history.take({ at, n: s, rows: units.map((uid) => row(uid, at, 114 + uid / 10 + s * 1e-4)) }, epoch, at);
  }
}

describe("U8 packed positions", () => {
  test("come back to a tenth of a second, a step of a millionth of a degree, and two degrees of heading", () => {
    const step = fc.record({
      after: fc.integer({ min: 0, max: 400_000 }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      heading: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 359 })),
      status: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        let at = START;
        const fixes = steps.map((each): Fix => ({ ...each, at: (at += each.after) }));
        const writer = new BlockWriter(fixes[0] as Fix);
        for (const fix of fixes) writer.add(fix);
        const read: Fix[] = [];
        readBlock(writer.bytes(), fixes[0] as Fix, (when, lon, lat, heading, status) =>
          read.push({ at: when, lon, lat, heading, status }),
        );
        expect(read.length).toBe(fixes.length);
        expect(writer.count).toBe(fixes.length);
        read.forEach((got, i) => {
          const fix = fixes[i] as Fix;
          expect(Math.abs(got.at - fix.at)).toBeLessThanOrEqual(50);
          expect(Math.abs(got.lon - fix.lon)).toBeLessThan(5.1e-7);
          expect(Math.abs(got.lat - fix.lat)).toBeLessThan(5.1e-7);
          expect(Number.isNaN(got.heading)).toBe(Number.isNaN(fix.heading));
          if (!Number.isNaN(fix.heading)) {
            expect(Math.abs(((got.heading - fix.heading + 540) % 360) - 180)).toBeLessThanOrEqual(1);
          }
          expect(got.status).toBe(fix.status);
        });
        expect(writer.toAt).toBe(read.at(-1)?.at);
      }),
    );
  });

  test("of a second's walk take about six bytes, and a block that is cut off is seen", () => {
    const first: Fix = { at: START, lon: 114, lat: 30, heading: 90, status: 0 };
    const writer = new BlockWriter(first);
    for (let s = 0; s < 300; s++)
      writer.add({ ...first, at: START + s * 1_000, lon: 114 + s * 1.4e-5, lat: 30 - s * 6e-6 });
    expect(writer.bytes().length / 300).toBeLessThan(6.2);
    expect(() => readBlock(writer.bytes().subarray(0, 700), first, () => undefined)).toThrow("cut off");
  });
});

describe("U9 the record of positions", () => {
  test("gives back ways and stretches, from memory and from the disk, over a restart", () => {
    const first = open();
    walk(first, [1, 2], START, 400);
    const check = (history: History) => {
      const trail = history.trail(1, START + 100_000);
      expect(trail.at.length).toBe(300);
      expect([trail.at[0], trail.at.at(-1)]).toEqual([START + 100_000, START + 399_000]);
      expect(trail.lon[0]).toBeCloseTo(114.11, 6);
      expect(trail.recordedSince).toBe(START);
      const tracks = history.tracks(START + 299_000, START + 302_000);
      expect([...tracks.at]).toEqual([299, 299, 300, 300, 301, 301].map((s) => START + s * 1_000));
      expect([...tracks.unit].toSorted()).toEqual([1, 1, 1, 2, 2, 2]);
      expect(tracks.heading[0]).toBe(90);
      expect(history.between(START - DAY, START + DAY)).toEqual({ from: START, to: START + 399_000 });
      expect(history.between(START + 50_000, START + 60_000)).toEqual({ from: START + 50_000, to: START + 60_000 });
      expect(history.between(START - DAY, START)).toBeNull();
    };
    check(first);
    first.close();
    const second = open();
    check(second);
    walk(second, [1, 2], START + 400_000, 10);
    expect(second.trail(1, START).at.length).toBe(410);
    expect(events).toEqual([]);
  });

  test("keeps one position in a while of what stands, and the last one before it goes on", () => {
    const history = open();
    for (let s = 0; s <= 100; s++) {
      const at = START + s * 1_000;
      history.take({ at, n: s, rows: [row(1, at, s < 95 ? 114 : 114 + (s - 94) * 1e-4)] }, "a", at);
    }
    const kept = [...history.trail(1, 0).at].map((at) => (at - START) / 1_000);
    expect(kept).toEqual([0, 29, 30, 59, 60, 89, 90, 94, 95, 96, 97, 98, 99, 100]);
  });

  test("tells of what is newer a while later at most, and takes nothing twice", () => {
    const history = open();
    walk(history, [1], START, 3);
    const told = history.version();
    history.take({ at: START, n: 9, rows: [row(1, START + 2_000, 114.1)] }, "a", START + 20_000);
    expect(history.version()).toBe(told + 1);
    expect(history.trail(1, 0).at.length).toBe(3);
  });

  test("lets go of what is too old, too much, of units that may not be known, and of another history", () => {
    const history = open({ days: 2 });
    walk(history, [1, 2], START, 70);
    walk(history, [1], START + 3 * DAY, 70);
    history.flush(START + 3 * DAY + MINUTE);
    expect(history.trail(2, 0).at.length).toBe(0);
    expect(history.trail(1, 0).at.length).toBe(70);
    history.forget([1]);
    expect(history.trail(1, 0)).toMatchObject({ recordedSince: null });
    walk(history, [1], START + 3 * DAY + 100_000, 5);
    walk(history, [7], START + 3 * DAY + 200_000, 5, "b");
    expect(history.trail(1, 0).at.length).toBe(0);
    expect(history.trail(7, 0).at.length).toBe(5);
    history.close();

    // The oldest goes first, ten minutes at a time.
    const small = openHistory({
      dataDir: join(dir, "small"),
      driver: "better-sqlite3",
      log: () => undefined,
      megabytes: 0.2,
    });
    opened.push(small);
    const units = Array.from({ length: 10 }, (_, i) => i + 1);
    for (let hour = 0; hour < 10; hour++) walk(small, units, START + hour * 3_600_000, 301);
    small.flush(START + 10 * 3_600_000);
    const left = small.between(START, START + DAY);
    expect(left?.from).toBeGreaterThan(START);
    expect(left?.to).toBe(START + 9 * 3_600_000 + 300_000);
  });

  test("is not made where nothing is to be kept, and goes where there was one", () => {
    const first = open();
    walk(first, [1], START, 70);
    first.close();
    expect(first.files().map(({ name }) => name)).toContain("tracks.db");
    const none = open({ days: 0 });
    walk(none, [1], START + 100_000, 70);
    none.flush(START + 200_000);
    expect(none.trail(1, 0)).toMatchObject({ at: new Float64Array(0), recordedSince: null });
    expect(none.between(0, START + DAY)).toBeNull();
    none.close();
    expect(none.files()).toEqual([]);
    expect(events).toEqual([]);
  });

  test("begins anew beside a file that is none or that breaks while it is used, and says where it went", () => {
    writeFileSync(join(dir, "tracks.db"), "this is no database, whatever its name says".repeat(50));
    const history = open();
    walk(history, [1], START, 130);
    expect(history.trail(1, 0).at.length).toBe(130);
    expect(events.map(({ event }) => event)).toEqual(["tracksSetAside"]);
    history.close();
    const bad = new Uint8Array(200_000).fill(7);
    writeFileSync(join(dir, "tracks.db"), bad);
    for (const name of ["tracks.db-wal", "tracks.db-shm"]) rmSync(join(dir, name), { force: true });
    const again = open();
    walk(again, [1], START + DAY, 70);
    expect(again.trail(1, 0).at.length).toBe(70);
    expect(readdirSync(dir).filter((name) => name.startsWith("tracks.db.bad-")).length).toBe(2);
  });

  test("records nothing while it cannot, says so once, and goes on when it can", () => {
    const file = join(dir, "data");
    writeFileSync(file, "a file where the folder should be");
    const history = openHistory({ dataDir: file, driver: "better-sqlite3", log: (event) => events.push(event) });
    opened.push(history);
    walk(history, [1], START, 130);
    expect(events).toEqual([{ event: "tracksNotRecorded", trouble: { code: "dataReadOnly", params: { dir: file } } }]);
    expect(history.trail(1, 0).recordedSince).toBeNull();
    rmSync(file);
    walk(history, [1], START + 200_000, 70);
    expect(events.map(({ event }) => event)).toEqual(["tracksNotRecorded", "tracksRecorded"]);
    expect(history.trail(1, 0).at.length).toBe(70);
  });
});
