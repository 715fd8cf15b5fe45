import { expect, test } from "vitest";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import { openTracks } from "./tracks.ts";

const row = (uid: number, at: number, fuel: number | null = null): TracksMessage["rows"][number] => [
  uid,
  114,
  30,
  null,
  0,
  0,
  at,
  2,
  0,
  fuel,
  null,
];
const report = (...rows: TracksMessage["rows"]): TracksMessage => ({ at: 0, n: 0, rows });

test("U6 a unit that a report leaves out is forgotten, also when nobody is left", () => {
  const tracks = openTracks();
  expect(tracks.columns()).toBeNull();
  tracks.take(report(row(1, 10), row(2, 10, 40)));
  expect([...(tracks.columns()?.uid ?? [])]).toEqual([1, 2]);
  expect([...(tracks.columns()?.fuel ?? [])]).toEqual([Number.NaN, 40]);
  tracks.take(report(row(2, 5), row(3, 10)));
  expect([...(tracks.columns()?.uid ?? [])]).toEqual([2, 3]);
  expect([...(tracks.columns()?.at ?? [])]).toEqual([10, 10]);
  const version = tracks.version();
  tracks.take(report());
  expect(tracks.columns()?.uid.length).toBe(0);
  expect(tracks.version()).toBe(version + 1);
});

test("units that are gone are dropped", () => {
  const tracks = openTracks();
  tracks.take(report(row(1, 10), row(2, 10)));
  tracks.forget([1, 9]);
  expect([...(tracks.columns()?.uid ?? [])]).toEqual([2]);
});
