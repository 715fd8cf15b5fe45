import { afterEach, expect, test } from "vitest";
import { rowOf, type RecordOf } from "../../../shared/tables.ts";
import { platformDraft } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { NOTHING_BESIDE } from "./beside.ts";
import { trailAnswer, unitAnswer } from "./movers.ts";

/** Half past eight in the city. */
const NOW = Date.UTC(2026, 10, 22, 0, 30);
const HOUR = 3_600_000;

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const visit = (uid: number, more: Partial<RecordOf<"visits">>) =>
  rowOf("visits", {
    uid,
    platform: "demo",
    id: `v${uid}`,
    by: "person",
    eye: 7,
    kind: "grid",
    subject: 100,
    fromAt: NOW - HOUR,
    toAt: NOW - HOUR,
    ...more,
  });

test("a unit comes with the name of its duty grid and the grids it has been in since midnight", async () => {
  const it = (held = await openTestSource(NOW));
  const place = {
    platform: "demo",
    nameEn: "",
    lon: 114,
    lat: 30,
    areaM2: 1,
    geometry: "{}",
    dutyGrid: 0,
    code: "",
  };
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1 })],
    grids: [rowOf("grids", { ...place, uid: 50, id: "d", level: "duty", name: "一号责任网格" })],
    units: [
      rowOf("units", {
        uid: 7,
        platform: "demo",
        id: "u7",
        kind: "patroller",
        name: "张*",
        nameEn: "",
        dutyGrid: 50,
        plate: "",
      }),
    ],
    visits: [
      visit(1, {}),
      visit(2, { subject: 101 }),
      visit(3, { fromAt: NOW - 2 * HOUR }),
      // Yesterday, a place, somebody else, and a vehicle that has the same uid in another table's sense.
      visit(4, { subject: 102, fromAt: NOW - 9 * HOUR, toAt: NOW - 9 * HOUR }),
      visit(5, { subject: 103, kind: "place" }),
      visit(6, { subject: 104, eye: 8 }),
      visit(8, { subject: 105, by: "camera" }),
    ],
  });
  expect(unitAnswer(7, it.source)).toMatchObject({ unit: { uid: 7 }, dutyGridName: "一号责任网格", seenToday: 2 });
  expect(unitAnswer(8, it.source)).toBeNull();
});

test("a long way is thinned evenly, and keeps its ends", async () => {
  const it = (held = await openTestSource(NOW));
  const asked: [number, number][] = [];
  const way = (length: number) => Float64Array.from({ length }, (_, i) => i);
  const sourceWith = (length: number) => ({
    ...it.source,
    beside: {
      ...NOTHING_BESIDE,
      history: {
        ...NOTHING_BESIDE.history,
        trail(unit: number, since: number) {
          asked.push([unit, since]);
          return { at: way(length), lon: way(length), lat: way(length), recordedSince: 5 };
        },
      },
    },
  });
  expect(trailAnswer({ unit: 7, minutes: 60 }, sourceWith(6_000)).at.length).toBe(6_000);
  expect(asked).toEqual([[7, NOW - HOUR]]);
  const thinned = trailAnswer({ unit: 7, minutes: 60 }, sourceWith(30_001));
  expect([thinned.at.length, thinned.at[0], thinned.at.at(-1), thinned.recordedSince]).toEqual([6_000, 0, 30_000, 5]);
  expect(thinned.lon).toEqual(thinned.at);
});
