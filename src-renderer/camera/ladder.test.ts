import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StreamUse } from "../../shared/video/stream.ts";
import {
  isGlancing,
  nextAt,
  OPENING_MS,
  OVER_MS,
  startLadder,
  step,
  usesOf,
  type Ladder,
  type LadderEffect,
  type LadderEvent,
} from "./ladder.ts";

const ALL: readonly StreamUse[] = ["main", "sub", "still"];

/** A ladder with its world: a clock, and lanes that were opened and not dropped. */
function climb(uses: readonly StreamUse[] = ALL, random = 0.5) {
  let ladder: Ladder<string> = startLadder(uses, 0);
  let now = 0;
  const lanes = new Map<number, StreamUse>();
  const effects: LadderEffect[] = [];
  const tell = (event: LadderEvent<string>) => {
    const next = step(ladder, event, now, "late", random);
    ladder = next.ladder;
    for (const effect of next.effects) {
      effects.push(effect);
      if (effect.do === "open") lanes.set(effect.lane, effect.use);
      if (effect.do === "drop") expect(lanes.delete(effect.lane)).toBe(true);
      if (effect.do === "show") expect(lanes.has(effect.lane)).toBe(true);
    }
  };
  return {
    tell,
    effects,
    lanes,
    get ladder() {
      return ladder;
    },
    get now() {
      return now;
    },
    tick(ms: number) {
      now += ms;
      tell({ is: "tick" });
    },
    /** Lets time pass in quarters of a second. */
    pass(ms: number) {
      for (const end = now + ms; now < end;) this.tick(250);
    },
    ready: () => tell({ is: "ready", lane: ladder.opening!.lane }),
    failOpening: (why = "gone") => tell({ is: "failed", lane: ladder.opening!.lane, why }),
    failShown: (why = "gone") => tell({ is: "failed", lane: ladder.shown!.lane, why }),
  };
}

/** Started, and on a rung. */
function standing(uses?: readonly StreamUse[]) {
  const ladder = climb(uses);
  ladder.tick(0);
  ladder.ready();
  return ladder;
}

describe("what a tile may show", () => {
  const offers = (...uses: StreamUse[]) => uses.map((use) => ({ use, kind: "flv" as const }));

  test("V70 is what the camera offers, from what was asked for down", () => {
    expect(usesOf(offers("main", "sub", "still"), "main")).toEqual(["main", "sub", "still"]);
    expect(usesOf(offers("main", "sub", "still"), "sub")).toEqual(["sub", "still"]);
    expect(usesOf(offers("main", "sub", "still"), "still")).toEqual(["still"]);
    expect(usesOf(offers("sub"), "main")).toEqual(["sub"]);
  });

  test("a camera of one live stream gives that one where the small one is asked for", () => {
    expect(usesOf(offers("main", "still"), "sub")).toEqual(["sub", "still"]);
  });

  test("a camera that offers nothing is asked for what was asked for, so that the host can say why", () => {
    expect(usesOf([], "sub")).toEqual(["sub"]);
  });

  test("V70 stills of a camera that has none are taken of its small live picture", () => {
    expect(usesOf(offers("main"), "still")).toEqual(["sub"]);
    expect(isGlancing(offers("main"), "still")).toBe(true);
    expect(isGlancing(offers("main", "still"), "still")).toBe(false);
    expect(isGlancing(offers("main"), "sub")).toBe(false);
    expect(isGlancing([], "still")).toBe(false);
  });
});

describe("a tile", () => {
  test("begins on the rung that was asked for", () => {
    const tile = climb();
    tile.tick(0);
    expect(tile.effects).toEqual([{ do: "open", lane: 1, use: "main" }]);
    tile.ready();
    expect(tile.ladder.shown?.use).toBe("main");
    expect(tile.ladder.why).toBeNull();
  });

  test("V71 goes down at once, rung by rung, and says why of the highest", () => {
    const tile = standing();
    tile.failShown("frozen");
    expect(tile.ladder.opening?.use).toBe("sub");
    tile.failOpening("not there either");
    expect(tile.ladder.opening?.use).toBe("still");
    tile.ready();
    expect(tile.ladder.shown?.use).toBe("still");
    expect(tile.ladder.why).toBe("frozen");
  });

  test("V71 comes down to stills when live rungs are reached and give nothing, and gives up a retry for what is lower", () => {
    const tile = standing();
    tile.failShown();
    tile.ready(); // sub
    tile.pass(2_000);
    expect(tile.ladder.opening?.use).toBe("main");
    tile.failShown();
    expect([...tile.lanes.values()]).toEqual(["still"]);
    tile.failOpening();
    // Nothing is shown any more: each has its turn, however often the highest is due.
    const tried: (StreamUse | undefined)[] = [];
    for (let round = 0; round < 6; round++) {
      tile.pass(OPENING_MS);
      tried.push(tile.ladder.opening?.use);
    }
    expect(new Set(tried)).toEqual(new Set(ALL));
  });

  test("V72 keeps what it shows while a better rung opens, and lets go of it at the better one's first frame", () => {
    const tile = standing();
    tile.failShown();
    tile.ready(); // sub
    tile.pass(1_000);
    expect(tile.ladder.opening?.use).toBe("main");
    expect([...tile.lanes.values()]).toEqual(["sub", "main"]);
    const before = tile.effects.length;
    tile.ready();
    expect(tile.effects.slice(before)).toEqual([
      { do: "show", lane: 3 },
      { do: "drop", lane: 2 },
    ]);
    expect(tile.ladder.why).toBeNull();
  });

  test("a lane that gives no frame in time has failed", () => {
    const tile = climb();
    tile.tick(0);
    tile.tick(OPENING_MS - 1);
    expect(tile.ladder.opening?.use).toBe("main");
    tile.tick(1);
    expect(tile.ladder.opening?.use).toBe("sub");
    expect(tile.ladder.why).toBe("late");
  });

  test("V73 tries for ever, waiting longer, and as at first after 30 s of good play", () => {
    const tile = climb(["main"]);
    const opened: number[] = [];
    for (tile.tick(0); tile.now < 600_000; tile.tick(250)) {
      if (tile.ladder.opening === null) continue;
      opened.push(tile.now);
      tile.failOpening();
    }
    const gaps = opened.slice(1).map((at, i) => at - opened[i]!);
    expect(Math.max(...gaps.filter((_, i) => opened[i + 1]! < 60_000))).toBeLessThanOrEqual(4_000);
    expect(gaps.at(-1)).toBeGreaterThan(50_000);
    while (tile.ladder.opening === null) tile.tick(250);
    tile.ready();
    tile.pass(30_000);
    tile.failShown();
    expect(nextAt(tile.ladder)! - tile.now).toBeLessThanOrEqual(1_000);
  });

  test("a reason to hope tries at once", () => {
    const tile = climb(["main"]);
    tile.tick(0);
    for (let i = 0; i < 30; i++) {
      if (tile.ladder.opening !== null) tile.failOpening();
      tile.tick(4_000);
    }
    if (tile.ladder.opening !== null) tile.failOpening();
    expect(tile.ladder.opening).toBeNull();
    tile.tell({ is: "hope" });
    expect(tile.ladder.opening?.use).toBe("main");
  });

  test("V70 that is asked for less swaps to less, and lets go of more when less does not come", () => {
    const tile = standing();
    tile.tell({ is: "wish", uses: ["sub", "still"] });
    expect([...tile.lanes.values()]).toEqual(["main", "sub"]);
    tile.tick(OVER_MS);
    expect([...tile.lanes.values()]).toEqual(["sub"]);
    tile.ready();
    expect(tile.ladder.shown?.use).toBe("sub");
  });

  test("that is asked for more climbs, the less shown meanwhile", () => {
    const tile = standing(["sub", "still"]);
    tile.tell({ is: "wish", uses: ALL });
    expect(tile.ladder.shown?.use).toBe("sub");
    expect(tile.ladder.opening?.use).toBe("main");
  });

  test("V14 opens its lane anew after two to four hours, the old one shown until then", () => {
    for (const [random, hours] of [
      [0, 2],
      [1, 4],
    ] as const) {
      const tile = climb(ALL, random);
      tile.tick(0);
      tile.ready();
      tile.tick(hours * 3_600_000 - 1);
      expect(tile.ladder.opening).toBeNull();
      tile.tick(1);
      expect(tile.ladder.opening?.use).toBe("main");
      tile.failOpening();
      expect(tile.ladder.shown?.use).toBe("main");
      expect(tile.ladder.why).toBeNull();
      expect(nextAt(tile.ladder)).not.toBeNull();
    }
  });

  test("that has seen enough for now lets go, and looks again when it is time", () => {
    const tile = standing(["sub"]);
    tile.tell({ is: "rest", lane: tile.ladder.shown!.lane, ms: 10_000 });
    expect(tile.lanes.size).toBe(0);
    expect(tile.ladder.why).toBeNull();
    tile.tick(9_999);
    expect(tile.ladder.opening).toBeNull();
    tile.tick(1);
    expect(tile.ladder.opening?.use).toBe("sub");
  });

  test("that is watched for another reason opens the same rung anew", () => {
    const tile = standing();
    tile.tell({ is: "renew" });
    expect(tile.ladder.opening?.use).toBe("main");
    expect(tile.ladder.shown?.use).toBe("main");
  });
});

const anyEvent = fc.oneof(
  { weight: 6, arbitrary: fc.record({ tick: fc.integer({ min: 0, max: 20_000 }) }) },
  { weight: 4, arbitrary: fc.constantFrom("ready", "failOpening", "failShown", "hope", "renew", "stale" as const) },
  { weight: 1, arbitrary: fc.record({ wish: fc.constantFrom(...ALL) }) },
);

test("V71 V72 whatever comes, a tile opens one lane at a time, keeps none it does not need, and always has a next try", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 80 }), fc.double({ min: 0, max: 1, noNaN: true }), (events, random) => {
      const tile = climb(ALL, random);
      tile.tick(0);
      let uses = ALL;
      for (const event of events) {
        if (typeof event !== "string") {
          if ("tick" in event) tile.tick(event.tick);
          else tile.tell({ is: "wish", uses: (uses = ALL.slice(ALL.indexOf(event.wish))) });
        } else if (event === "ready" || event === "failOpening") {
          if (tile.ladder.opening !== null) tile[event]();
        } else if (event === "failShown") {
          if (tile.ladder.shown !== null) tile.failShown();
        } else if (event === "stale") {
          tile.tell({ is: "failed", lane: 9_999, why: "of a lane that is gone" });
        } else tile.tell({ is: event });
        const { shown, opening } = tile.ladder;
        expect([...tile.lanes.keys()].sort()).toEqual(
          [shown?.lane, opening?.lane].filter((lane) => lane !== undefined).sort(),
        );
        // Something goes on, or will: nothing better is left, or it has a time that is not long past.
        const isTop = shown?.use === uses[0];
        const next = nextAt(tile.ladder);
        expect(isTop || opening !== null || next !== null).toBe(true);
        if (next !== null) expect(next).toBeGreaterThan(tile.now);
        if (!isTop && opening === null) expect(next! - tile.now).toBeLessThanOrEqual(60_000);
        // It says why it is not where it was asked to be, unless it is on its first way there.
        if (!isTop && opening === null) expect(tile.ladder.why).not.toBeNull();
        if (shown !== null && shown.overUntil !== null) expect(shown.overUntil - tile.now).toBeLessThanOrEqual(OVER_MS);
        if (shown !== null && shown.overUntil === null) expect(uses).toContain(shown.use);
      }
      // Once all is well again it comes back to what was asked for.
      for (let i = 0; i < 400 && tile.ladder.shown?.use !== uses[0]; i++) {
        if (tile.ladder.opening !== null) tile.ready();
        tile.tick(250);
      }
      expect(tile.ladder.shown?.use).toBe(uses[0]);
    }),
    { numRuns: 400 },
  );
});
