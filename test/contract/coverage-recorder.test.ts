/** The recorder of visits over a real store: what it writes, how often, and what a restart or a death in between costs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_COVERAGE } from "../../shared/coverage/rules.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { LOCATED, UNIT_STATUS } from "../../shared/track.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import { PLAIN_CAMERA } from "../../shared/video/stream.ts";
import { KEPT_DAYS } from "../../src-hub/coverage/kept.ts";
import { openRecorder, type Recorder } from "../../src-hub/coverage/recorder.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";

const T0 = Date.UTC(2026, 10, 20);
const SECOND = 1_000;
const DAY = 86_400_000;
const ON_DUTY = UNIT_STATUS.indexOf("onDuty");
const OFF_DUTY = UNIT_STATUS.indexOf("offDuty");

let dir: string;
let store: Store;
let now = T0;
let commits = 0;
let walker = 0;
let car = 0;
let west = 0;
let east = 0;
let toilet = 0;

/** Two grids of about 200 m beside each other; the border is at 112.002. */
const square = (left: number) => {
  const right = left + 0.002;
  const ring = [
    [left, 28],
    [right, 28],
    [right, 28.002],
    [left, 28.002],
    [left, 28],
  ];
  return JSON.stringify({ type: "Polygon", coordinates: [ring] });
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-visits-"));
  now = T0;
  const inner = openSqliteStore(join(dir, "hub.db"));
  store = {
    ...inner,
    transact(at, work) {
      const before = inner.head();
      const result = inner.transact(at, work);
      commits += inner.head() - before;
      return result;
    },
  };
  store.transact(now, (tx) => {
    const grid = (id: string, left: number) =>
      tx.put("grids", {
        ...{ platform: "test", id, level: "unit", code: id, name: "", nameEn: "", dutyGrid: 0, areaM2: 1 },
        ...{ lon: left + 0.001, lat: 28.001, geometry: square(left) },
      }).uid;
    west = grid("w", 112);
    east = grid("e", 112.002);
    const unit = (id: string, kind: string) =>
      tx.put("units", { platform: "test", id, kind, name: "", nameEn: "", dutyGrid: 0, plate: "" }).uid;
    walker = unit("walker", "patroller");
    car = unit("car", "sanitation");
    toilet = tx.put("places", {
      ...{ platform: "test", id: "t", kind: "toilet", code: "", name: "", nameEn: "", unitGrid: west },
      ...{ lon: 112.001, lat: 28.001, roundsPerWeek: 0 },
    }).uid;
  });
  commits = 0;
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = () => openRecorder({ store, now: () => now, rulesOf: () => DEFAULT_COVERAGE });

type Track = TracksMessage["rows"][number];
const track = (uid: number, lon: number, status = ON_DUTY, device = LOCATED | 1): Track => [
  ...([uid, lon, 28.001, null, 4, status, now, device, 0, null, null] as const),
];

/** Lets a unit stand at a longitude for so many seconds, the recorder writing every five. */
function stay(recorder: Recorder, uid: number, lon: number, seconds: number, status = ON_DUTY): void {
  for (let i = 0; i < seconds; i++) {
    now += SECOND;
    recorder.take([track(uid, lon, status)]);
    if (i % 5 === 4) recorder.flush();
  }
}

const rows = () =>
  [...store.each("visits")].map(({ by, eye, kind, subject, fromAt, toAt }) => [
    ...[by, eye, kind, subject, (fromAt - T0) / SECOND, (toAt - T0) / SECOND],
  ]);

describe("A2 visits are written as they go on, and survive a restart", () => {
  test("a row from the least time on, brought up once a minute, and as it ended", () => {
    const recorder = open();
    stay(recorder, walker, 112.0002, 59);
    expect(rows()).toEqual([]);
    stay(recorder, walker, 112.0002, 5);
    expect(rows()).toEqual([["person", walker, "grid", west, 1, 64]]);
    const written = commits;
    stay(recorder, walker, 112.0002, 55);
    expect(commits).toBe(written);
    stay(recorder, walker, 112.0002, 60);
    expect(rows()).toEqual([["person", walker, "grid", west, 1, 124]]);
    // Nobody is three hundred metres further in a second: the second fix that says so is believed.
    stay(recorder, walker, 112.0032, 70);
    expect(rows()).toEqual([
      ["person", walker, "grid", west, 1, 179],
      ["person", walker, "grid", east, 181, 244],
    ]);
    recorder.close();
    expect(rows()[1]).toEqual(["person", walker, "grid", east, 181, 249]);
  });

  test("near the border both grids are seen, and a place from near", () => {
    const recorder = open();
    stay(recorder, walker, 112.00195, 70);
    stay(recorder, walker, 112.0016, 1);
    stay(recorder, walker, 112.0011, 70);
    recorder.close();
    expect(rows()).toEqual([
      ["person", walker, "grid", west, 1, 141],
      ["person", walker, "grid", east, 1, 70],
      ["person", walker, "place", toilet, 72, 141],
    ]);
  });

  test("nobody off duty is written down, and a vehicle is a vehicle", () => {
    const recorder = open();
    stay(recorder, walker, 112.0002, 120, OFF_DUTY);
    stay(recorder, car, 112.0002, 70);
    recorder.close();
    expect(rows()).toEqual([["vehicle", car, "grid", west, 121, 190]]);
  });

  test("a hub that is closed and opened again goes on with the same row", () => {
    const first = open();
    stay(first, walker, 112.0002, 90);
    first.close();
    now += 30 * SECOND;
    const second = open();
    stay(second, walker, 112.0002, 90);
    second.close();
    expect(rows()).toEqual([["person", walker, "grid", west, 1, 210]]);
  });

  test("a hub that died loses a minute at most, and after a long silence a new visit begins", () => {
    const first = open();
    stay(first, walker, 112.0002, 175);
    // It dies here: what it knew since its last writing is gone.
    const [died] = rows();
    expect(died?.[5]).toBeGreaterThanOrEqual(115);
    const second = open();
    stay(second, walker, 112.0002, 20);
    second.close();
    expect(rows()).toEqual([["person", walker, "grid", west, 1, 195]]);
    now += 10 * 60 * SECOND;
    const third = open();
    stay(third, walker, 112.0002, 61);
    third.close();
    expect(rows()).toHaveLength(2);
  });

  test("what somebody had left while the hub was away ends where it was last seen", () => {
    const first = open();
    stay(first, walker, 112.0002, 90);
    first.close();
    now += 30 * SECOND;
    const second = open();
    stay(second, walker, 112.0032, 70);
    second.close();
    expect(rows()).toEqual([
      ["person", walker, "grid", west, 1, 90],
      ["person", walker, "grid", east, 121, 190],
    ]);
  });

  test("a camera with a bearing has its eyes on what lies in its cone while it is online", () => {
    const put = (online: number) =>
      store.transact(now, (tx) =>
        tx.put("cameras", {
          ...{ platform: "test", id: "c", code: "", name: "", nameEn: "", kind: "fixed", imageUrl: "" },
          ...PLAIN_CAMERA,
          ...{ lon: 112.002, lat: 28.001, bearing: 270, unitGrid: west, online },
        }),
      );
    const { uid } = put(1);
    const recorder = open();
    const look = (seconds: number) => {
      for (let i = 0; i < seconds; i += 5) {
        now += 5 * SECOND;
        recorder.flush();
      }
    };
    look(200);
    put(0);
    look(100);
    put(1);
    look(100);
    recorder.close();
    expect(rows()).toEqual([
      ["camera", uid, "grid", west, 5, 200],
      ["camera", uid, "grid", west, 305, 400],
    ]);
  });

  test("grids that are drawn anew are looked up anew", () => {
    const recorder = open();
    stay(recorder, walker, 112.0002, 70);
    store.transact(now, (tx) => {
      const { uid: _, ...row } = store.get("grids", west) as RecordOf<"grids">;
      tx.put("grids", { ...row, geometry: square(112.01) });
    });
    recorder.reread();
    stay(recorder, walker, 112.0002, 70);
    recorder.close();
    expect(rows()).toEqual([["person", walker, "grid", west, 1, 70]]);
  });

  test("visits older than their days are let go of, and newer ones are not", () => {
    const recorder = open();
    stay(recorder, walker, 112.0002, 70);
    now += KEPT_DAYS * DAY - 120 * SECOND;
    stay(recorder, walker, 112.0002, 70);
    recorder.flush();
    recorder.forget();
    expect(rows()).toHaveLength(2);
    now += 120 * SECOND;
    recorder.forget();
    expect(rows()).toHaveLength(1);
  });

  test("a past walk is written as if it had been heard", async () => {
    const steps = Array.from({ length: 40 }, (_, i): Track[] => {
      const at = T0 - DAY + i * 15 * SECOND;
      return [[walker, i < 20 ? 112.0002 : 112.0032, 28.001, null, 4, ON_DUTY, at, LOCATED, 0, null, null]];
    });
    await open().fill(
      steps,
      () => Promise.resolve(),
      () => false,
    );
    expect([...store.each("visits")].map(({ subject, fromAt, toAt }) => [subject, toAt - fromAt])).toEqual([
      [west, 19 * 15 * SECOND],
      [east, 19 * 15 * SECOND],
    ]);
  });
});
