import { expect, test } from "vitest";
import { hubClock } from "./clock.ts";
import { latestTracks } from "./latest.ts";

type Row = [number, number, number, number | null, number, number, number, number, number, number | null, number | null];
const track = (uid: number, at: number, lon = 0): Row => [uid, lon, 0, null, 0, 0, at, 2, 0, null, null];

test("hub time goes on from its base at its pace", () => {
  let real = 5_000;
  const now = hubClock(1_000_000, 60, () => real);
  expect(now()).toBe(1_000_000);
  real += 250;
  expect(now()).toBe(1_015_000);
  const fraction = hubClock(1_000.25, 1, () => real);
  real += 0.5;
  expect(fraction()).toBe(1_001);
});

test("the latest position of each unit stays; an older one that comes late is passed over", () => {
  const latest = latestTracks();
  expect(latest.news(1)).toBeNull();
  latest.take({ rows: [track(1, 10, 116), track(2, 10)] });
  latest.take({ rows: [track(1, 20, 117)] });
  latest.take({ rows: [track(1, 5, 999)] });
  expect(latest.news(30)).toEqual({ at: 30, n: 1, rows: [track(1, 20, 117), track(2, 10)] });
  expect(latest.news(31)).toBeNull();
  latest.take({ rows: [track(1, 15, 999)] });
  expect(latest.news(32)).toBeNull();
});
