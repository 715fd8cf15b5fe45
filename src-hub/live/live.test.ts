import { describe, expect, test } from "vitest";
import { LOCATED, UNIT_STATUS } from "../../shared/track.ts";
import { hubClock } from "./clock.ts";
import { latestTracks } from "./latest.ts";
import type { Track } from "./track.ts";

interface Said {
  readonly lon?: number;
  readonly lat?: number;
  readonly speed?: number;
  readonly status?: (typeof UNIT_STATUS)[number];
  readonly device?: number;
  readonly fuel?: number;
}

const track = (uid: number, at: number, said: Said = {}): Track => {
  const { lon = 116, lat = 30, speed = 0, status = "onDuty", device = LOCATED, fuel = null } = said;
  return [uid, lon, lat, null, speed, UNIT_STATUS.indexOf(status), at, device, 0, fuel, null];
};
const NOW = 1_000_000;

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

describe("positions", () => {
  test("the latest of each unit stays; an older one that comes late is passed over", () => {
    const latest = latestTracks();
    expect(latest.news(1)).toBeNull();
    latest.take({ rows: [track(1, 10_000, { lon: 116.001 }), track(2, 10_000)] }, NOW);
    latest.take({ rows: [track(1, 20_000, { lon: 116.002 })] }, NOW);
    latest.take({ rows: [track(1, 5_000)] }, NOW);
    expect(latest.news(30)).toEqual({ at: 30, n: 1, rows: [track(1, 20_000, { lon: 116.002 }), track(2, 10_000)] });
    expect(latest.news(31)).toBeNull();
    latest.take({ rows: [track(1, 15_000)] }, NOW);
    expect(latest.news(32)).toBeNull();
    expect(latest.asides()).toEqual({ future: 0, speed: 0, jump: 0, place: 0 });
  });

  test("U4 that cannot be true are set aside with their reason, and the unit stays where it was", () => {
    const latest = latestTracks();
    const good = track(1, NOW);
    latest.take({ rows: [good] }, NOW);
    latest.take({ rows: [track(1, NOW + 61_000)] }, NOW);
    expect(latest.asides()).toMatchObject({ future: 1 });
    latest.take({ rows: [track(1, NOW + 1_000, { lon: 116.01 })] }, NOW);
    expect(latest.asides()).toMatchObject({ jump: 1 });
    latest.take({ rows: [track(1, NOW + 1_000, { speed: 240 })] }, NOW);
    expect(latest.asides()).toMatchObject({ speed: 1 });
    latest.take({ rows: [track(1, NOW + 1_000, { lon: 0, lat: 0 }), track(3, NOW, { lat: 91 })] }, NOW);
    expect(latest.asides()).toEqual({ future: 1, jump: 1, speed: 1, place: 2 });
    expect(latest.news(NOW)?.rows).toEqual([good]);
    // The same kilometre is no jump once there was time for it.
    const later = track(1, NOW + 20_000, { lon: 116.01 });
    latest.take({ rows: [later] }, NOW + 20_000);
    expect(latest.news(NOW)?.rows).toEqual([later]);
  });

  test("U5 that are no fix leave the unit where and when it was last seen, and tell the rest", () => {
    const latest = latestTracks();
    latest.take({ rows: [track(2, NOW, { device: 0 })] }, NOW);
    expect(latest.news(NOW)).toBeNull();
    latest.take({ rows: [track(1, NOW, { lon: 116.5 })] }, NOW);
    latest.take({ rows: [track(1, NOW + 9_000, { lon: 0, lat: 0, device: 1, fuel: 30 })] }, NOW + 9_000);
    expect(latest.news(NOW)?.rows).toEqual([track(1, NOW, { lon: 116.5, device: 1, fuel: 30 })]);
  });

  test("U6 of who goes off duty are told to nobody, from that moment on", () => {
    const latest = latestTracks();
    latest.take({ rows: [track(1, NOW), track(2, NOW), track(3, NOW, { status: "offDuty" })] }, NOW);
    expect(latest.news(NOW)?.rows.map(([uid]) => uid)).toEqual([1, 2]);
    latest.take({ rows: [track(1, NOW + 1_000, { status: "offDuty" })] }, NOW);
    expect(latest.news(NOW)?.rows.map(([uid]) => uid)).toEqual([2]);
    // Back on duty it may be anywhere: there is no way from where it was.
    latest.take({ rows: [track(1, NOW + 2_000, { lon: 117 })] }, NOW);
    expect(latest.news(NOW)?.rows.map(([uid]) => uid)).toEqual([2, 1]);
  });

  test("of a unit that has been silent for a day are forgotten", () => {
    const latest = latestTracks();
    latest.take({ rows: [track(1, NOW), track(2, NOW + 90_000_000)] }, NOW + 90_000_000);
    expect(latest.news(NOW + 90_000_000)?.rows.map(([uid]) => uid)).toEqual([2]);
  });
});
