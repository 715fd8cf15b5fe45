import { expect, test } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import { LOCATED, UNIT_STATUS, type TrackColumns } from "../../../shared/track.ts";
import { SILENT_AFTER, summaryOf } from "./summary.ts";

const NOW = 10_000_000;
const unit = (uid: number, kind: string) => ({ uid, kind, name: `u${uid}`, nameEn: "" }) as RecordOf<"units">;

interface Said {
  readonly uid: number;
  readonly age?: number;
  readonly device?: number;
  readonly alarm?: number;
  readonly status?: (typeof UNIT_STATUS)[number];
}

function tracksOf(said: readonly Said[]): TrackColumns {
  const n = said.length;
  return {
    uid: Uint32Array.from(said, ({ uid }) => uid),
    lon: new Float64Array(n).fill(114),
    lat: new Float64Array(n).fill(30),
    heading: new Float32Array(n),
    speed: new Float32Array(n),
    status: Uint8Array.from(said, ({ status = "onDuty" }) => UNIT_STATUS.indexOf(status)),
    at: Float64Array.from(said, ({ age = 0 }) => NOW - age),
    device: Uint32Array.from(said, ({ device = LOCATED }) => device),
    alarm: Uint32Array.from(said, ({ alarm = 0 }) => alarm),
    fuel: new Float32Array(n),
    mileage: new Float32Array(n),
  };
}

test("U12 each unit that is told of is counted once, in the column of what matters most of it", () => {
  const units = [unit(9, "sanitation"), ...[1, 2, 3, 4, 5, 6].map((uid) => unit(uid, "patroller"))];
  const { kinds, lines } = summaryOf(
    units,
    tracksOf([
      { uid: 1 },
      { uid: 2, status: "resting" },
      { uid: 3, age: SILENT_AFTER + 1 },
      { uid: 4, device: 0, age: SILENT_AFTER + 1 },
      { uid: 5, status: "fault", device: 0 },
      { uid: 9, alarm: 1 },
      { uid: 77 },
    ]),
    NOW,
  );
  expect(kinds).toEqual([
    { kind: "patroller", all: 6, counts: { onDuty: 1, resting: 1, unlocated: 1, silent: 1, fault: 1 } },
    { kind: "sanitation", all: 1, counts: { onDuty: 1, resting: 0, unlocated: 0, silent: 0, fault: 0 } },
  ]);
  expect(lines.map((line) => line.unit.uid)).toEqual([9, 5, 4, 3, 1, 2]);
  expect(lines[0]).toMatchObject({ urgent: true, alarms: ["emergency"] });
});

test("an alarm that is not urgent comes after those that are, before what is quiet", () => {
  const units = [1, 2, 3].map((uid) => unit(uid, "sanitation"));
  const { lines } = summaryOf(units, tracksOf([{ uid: 1 }, { uid: 2, alarm: 2 }, { uid: 3, alarm: 1 << 29 }]), NOW);
  expect(lines.map((line) => [line.unit.uid, line.urgent])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
});
