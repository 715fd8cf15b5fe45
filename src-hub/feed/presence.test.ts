import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import type { SeatsMessage } from "../../shared/wire/hub.ts";
import type { Asker } from "./grants.ts";
import { openPresence, SEATS_EVERY_MS, SEAT_SILENCE_MS, type ClaimWord, type Presence } from "./presence.ts";

let told: { at: number; ids: readonly string[]; message: SeatsMessage }[];
let claims: ClaimWord[];
let presence: Presence;
let startedAt: number;

const seat = (uid: number): Asker => ({
  role: "dispatcher",
  scope: EVERYTHING,
  host: `machine-${uid}`,
  person: { uid, login: `p${uid}`, name: `P${uid}`, role: "dispatcher" },
});
const names = () => told.at(-1)?.message.seats.map(({ name }) => name);

beforeEach(() => {
  vi.useFakeTimers();
  startedAt = performance.now();
  [told, claims] = [[], []];
  presence = openPresence({
    claims: () => claims,
    tell: (ids, message) => void told.push({ at: performance.now() - startedAt, ids: [...ids], message }),
    now: () => 1_000_000 + performance.now(),
    real: () => performance.now(),
  });
});
afterEach(() => {
  presence.close();
  vi.useRealTimers();
});

describe("presence", () => {
  test("Z2 the first change is told at once, what follows together and at most five times a second", () => {
    presence.seated("a", seat(1));
    vi.advanceTimersByTime(1);
    expect(told).toHaveLength(1);
    for (let ms = 0; ms < 2_000; ms += 10) {
      presence.looks("a", ms + 1);
      presence.heard("a");
      vi.advanceTimersByTime(10);
    }
    expect(told.length).toBeGreaterThan(5);
    for (const [i, { at }] of told.entries()) {
      if (i > 0) expect(at - told[i - 1]!.at).toBeGreaterThanOrEqual(SEATS_EVERY_MS);
    }
    vi.advanceTimersByTime(SEATS_EVERY_MS);
    expect(told.at(-1)?.message.seats).toMatchObject([{ person: 1, machine: "machine-1", caseUid: 1_991 }]);
  });

  test("Z2 what did not change is not told", () => {
    presence.seated("a", seat(1));
    vi.advanceTimersByTime(1_000);
    presence.looks("a", 0);
    presence.seated("a", seat(1));
    presence.seated("w", { role: "wall", scope: EVERYTHING });
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(1);
  });

  test("Z3 a seat that falls silent is gone within five seconds and back with its next word", () => {
    presence.seated("a", seat(1));
    presence.seated("b", seat(2));
    for (let ms = 0; ms < 6_000; ms += 500) {
      presence.heard("a");
      vi.advanceTimersByTime(500);
      if (ms < SEAT_SILENCE_MS - 1_000) expect(names()).toEqual(["P1", "P2"]);
      if (ms >= 4_500) expect(names()).toEqual(["P1"]);
    }
    // It is told all the same: the line to it may stand again.
    expect(told.at(-1)?.ids).toEqual(["a", "b"]);
    presence.heard("b");
    vi.advanceTimersByTime(SEATS_EVERY_MS);
    expect(names()).toEqual(["P1", "P2"]);
  });

  test("Z3 nobody is gone because the hub itself was busy", () => {
    presence.seated("a", seat(1));
    vi.advanceTimersByTime(400);
    // Ten seconds in which nothing ran.
    vi.setSystemTime(Date.now() + 10_000);
    const real = performance.now.bind(performance);
    const skewed = vi.spyOn(performance, "now").mockImplementation(() => real() + 10_000);
    vi.advanceTimersByTime(400);
    presence.heard("a");
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(1);
    skewed.mockRestore();
  });

  test("Z4 claims go with it, told when they change", () => {
    presence.seated("a", seat(1));
    vi.advanceTimersByTime(1_000);
    claims = [{ caseUid: 5, person: 1, name: "P1", leftMs: 90_000 }];
    presence.claimed();
    vi.advanceTimersByTime(1);
    expect(told.at(-1)?.message.claims).toEqual(claims);
  });
});
