import { beforeEach, describe, expect, test } from "vitest";
import type { LaneWord } from "../../shared/video/lane.ts";
import type { CameraMask } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { LineValue } from "../link/connection.ts";
import type { LaneAsked } from "../link/lanes.ts";
import { store } from "../link/store.ts";
import type { Sample } from "./frozen.ts";
import type { Player, PlayerCalls } from "./players/player.ts";
import { runTile, type TileAsked, type TileRun } from "./tile-run.ts";
import type { PictureElement, TileScreen } from "./tile-screen.ts";

const camera = {
  uid: 7,
  offers: [
    { use: "main", kind: "flv" },
    { use: "sub", kind: "flv" },
    { use: "still", kind: "still" },
  ],
  masks: [],
  outage: null,
  online: 1,
} as unknown as CameraLine;

interface FakeLane {
  readonly asked: LaneAsked;
  readonly hear: (word: LaneWord) => void;
  open: boolean;
  calls: PlayerCalls | null;
  element: PictureElement | null;
  closedPlayer: boolean;
}

let now = 0;
let hidden = false;
let lanes: FakeLane[] = [];
/** What each element shows, as the screen would sample it. */
let pictures: Map<PictureElement, Sample>;
let did: string[] = [];
let full = false;
let line = store({ connected: true } as LineValue);

const HUB = 1_000_000;

function fakeScreen(kept: number | null): TileScreen {
  const nameOf = (element: PictureElement | null) => `lane ${lanes.findIndex((lane) => lane.element === element) + 1}`;
  return {
    add: (element) => did.push(`add ${nameOf(element)}`),
    show: (element) => did.push(`show ${nameOf(element)}`),
    beneath: () => {},
    remove: (element) => did.push(`remove ${nameOf(element)}`),
    keep: (element, at) => did.push(`keep ${nameOf(element)} of ${at - HUB}`) > 0,
    recall: () => kept,
    sample: (element) => pictures.get(element) ?? null,
    grab: async () => null,
    setMasks: (masks) => did.push(`masks ${masks.length}`),
    clear: () => did.push("clear"),
  };
}

function start(more: Partial<TileAsked> = {}, kept: number | null = null): TileRun {
  return runTile(
    { camera, rung: "main", why: "tile", caseUid: 0, stillEveryMs: 2_000, ...more },
    {
      link: {
        watch(asked, hear) {
          const lane: FakeLane = { asked, hear, open: true, calls: null, element: null, closedPlayer: false };
          lanes.push(lane);
          return { want: () => {}, offer: () => {}, close: () => void (lane.open = false) };
        },
        hubNow: () => HUB + now,
        line,
      },
      screen: fakeScreen(kept),
      makePlayer(_kind, _url, { calls }): Player | null {
        if (full) return null;
        const lane = lanes.at(-1)!;
        lane.calls = calls;
        lane.element = { lane } as unknown as HTMLVideoElement;
        return {
          element: lane.element,
          hear: () => {},
          beat: () => {},
          work: () => ({ frames: 10, dropped: 2, decodeMs: 30 }),
          close: () => void (lane.closedPlayer = true),
        };
      },
      clock: () => now,
      random: () => 0.5,
      hidden: () => hidden,
    },
  );
}

const openLanes = () => lanes.filter((lane) => lane.open);
const last = () => lanes.at(-1)!;

/** The host has reached the newest lane, and a frame of it is on the screen. */
function plays(kind: "flv" | "still" = "flv"): FakeLane {
  const lane = last();
  lane.hear({ is: "opened", kind, url: "" });
  pictures.set(lane.element!, new Uint8ClampedArray([now & 255, 1, 2, 255]));
  lane.calls!.onFrame({ arrivedAt: HUB + now, ownAt: null });
  return lane;
}

/** Time passes; `each` says what is on the screen. */
function pass(run: TileRun, ms: number, each: () => void = () => {}): void {
  for (const end = now + ms; now < end;) {
    now += 250;
    each();
    run.beat();
  }
}

/** A lane whose picture moves. */
const moving = (lane: FakeLane) => () => {
  if (!lane.open) return;
  pictures.set(lane.element!, new Uint8ClampedArray([(now / 250) & 255, 90, 200, 255]));
  lane.calls!.onFrame({ arrivedAt: HUB + now, ownAt: null });
};

/** One whose frames come and are all the same. */
const standing = (lane: FakeLane) => () => {
  if (!lane.open || lane.calls === null) return;
  pictures.set(lane.element!, new Uint8ClampedArray([123, 90, 200, 255]));
  lane.calls.onFrame({ arrivedAt: HUB + now, ownAt: null });
};

beforeEach(() => {
  now = 0;
  hidden = full = false;
  lanes = [];
  pictures = new Map();
  did = [];
  line = store({ connected: true } as LineValue);
});

describe("a tile", () => {
  test("opens what it was asked for and shows it at its first frame", () => {
    const run = start();
    expect(last().asked).toEqual({ camera: 7, use: "main", why: "tile", caseUid: 0 });
    expect(run.view.get()).toMatchObject({ shown: null, opening: true, why: null });
    now = 400;
    plays();
    expect(did).toEqual(["add lane 1", "show lane 1"]);
    expect(run.view.get()).toMatchObject({ shown: "main", kind: "flv", opening: false, why: null });
    now = 3_400;
    expect(HUB + now - run.frameAt()!).toBe(3_000);
  });

  test("V71 whose server dies keeps its last frame, goes down, and is back within five seconds of the server", () => {
    const run = start({ camera: { ...camera, offers: camera.offers.slice(0, 1) } });
    const first = plays();
    pass(run, 5_000, moving(first));
    first.hear({ is: "closed", trouble: { code: "streamEnded", params: { why: "reset" } } });
    expect(did.slice(-2)).toEqual(["keep lane 1 of 5000", "remove lane 1"]);
    expect(first.closedPlayer).toBe(true);
    expect(run.view.get()).toMatchObject({ shown: "last", kind: null, why: { is: "trouble" } });
    expect(run.frameAt()).toBe(HUB + 5_000);
    // Nobody answers for twenty seconds.
    let tried = 1;
    pass(run, 20_000, () => {
      if (lanes.length === tried) return;
      tried = lanes.length;
      last().hear({ is: "closed", trouble: { code: "cameraAway", params: { why: "" } } });
      expect(openLanes()).toEqual([]);
    });
    expect(tried).toBeGreaterThan(4);
    expect(run.view.get().nextTryAt! - now).toBeLessThanOrEqual(4_000);
    const back = now;
    while (openLanes().length === 0) pass(run, 250);
    plays();
    expect(now - back).toBeLessThanOrEqual(5_000);
    expect(run.view.get()).toMatchObject({ shown: "main", why: null });
  });

  test("V17 whose picture stands still goes down within ten seconds, and stays down while it is the same picture", () => {
    const run = start({ camera: { ...camera, offers: camera.offers.slice(0, 1) } });
    const first = plays();
    pass(run, 5_000, moving(first));
    const from = now;
    pass(run, 10_000, standing(first));
    expect(run.view.get().why).toEqual({ is: "frozen" });
    expect(run.view.get().shown).toBe("last");
    expect(now - from).toBeLessThanOrEqual(10_000);
    // Every lane after it shows the same picture.
    pass(run, 60_000, () => {
      const lane = openLanes()[0];
      if (lane !== undefined && lane.calls === null) lane.hear({ is: "opened", kind: "flv", url: "" });
      if (lane !== undefined) standing(lane)();
      expect(run.view.get().shown).toBe("last");
    });
    expect(lanes.length).toBeGreaterThan(3);
    while (openLanes().length === 0) pass(run, 250);
    const again = plays();
    pass(run, 1_000, moving(again));
    expect(run.view.get()).toMatchObject({ shown: "main", why: null });
  });

  test("V17 without new frames for five seconds is stalled", () => {
    const run = start();
    plays();
    pass(run, 5_000);
    expect(run.view.get().why).toEqual({ is: "stalled" });
    expect(last().asked.use).toBe("sub");
  });

  test("V17 that stalled is not live again by frames that were sent before", () => {
    const run = start({ rung: "sub" });
    const lane = plays();
    pass(run, 2_000, moving(lane));
    pass(run, 6_000);
    expect(run.view.get().shown).not.toBe("sub");
    plays("still");
    pass(run, 1_000);
    const again = lanes.findLast(({ asked }) => asked.use === "sub")!;
    expect(again).not.toBe(lane);
    again.hear({ is: "opened", kind: "flv", url: "" });
    again.calls!.onFrame({ arrivedAt: HUB + 1_500, ownAt: null });
    expect(run.view.get().shown).not.toBe("sub");
    again.calls!.onFrame({ arrivedAt: HUB + now, ownAt: null });
    expect(run.view.get().shown).toBe("sub");
  });

  test("is not judged while nobody sees it", () => {
    const run = start();
    plays();
    hidden = true;
    pass(run, 60_000);
    hidden = false;
    pass(run, 1_500);
    expect(run.view.get()).toMatchObject({ shown: "main", why: null });
    pass(run, 1_000);
    expect(run.view.get().why).toEqual({ is: "stalled" });
  });

  test("V18 says black, and stays on its rung", () => {
    const run = start();
    const lane = plays();
    const dark = () => {
      moving(lane)();
      pictures.set(lane.element!, new Uint8ClampedArray(400));
    };
    pass(run, 11_000, dark);
    expect(run.view.get()).toMatchObject({ shown: "main", black: true });
    pass(run, 3_000, moving(lane));
    expect(run.view.get()).toMatchObject({ shown: "main", black: false });
  });

  test("on stills says how old they are and does not call them frozen; a lane of stills that is silent is over", () => {
    const run = start({ rung: "still" });
    const lane = plays("still");
    const at = run.frameAt();
    // The host goes on telling the same picture, of which the player makes no frame.
    pass(run, 60_000, () =>
      lane.hear({ is: "picture", bytes: new Uint8Array(1), type: "", at: HUB + now, ownAt: null }),
    );
    expect(run.view.get()).toMatchObject({ shown: "still", why: null });
    expect(run.frameAt()).toBe(at);
    pass(run, 30_000);
    expect(run.view.get().why).toEqual({ is: "stalled" });
  });

  test("V70 on stills of a camera that has none looks at its live picture now and then, and says how old it is", () => {
    const live = { ...camera, offers: camera.offers.slice(0, 1) };
    const run = start({ camera: live, rung: "still" });
    expect(last().asked.use).toBe("sub");
    const first = plays();
    pass(run, 2_500, moving(first));
    expect(openLanes()).toEqual([]);
    expect(did).toContain("keep lane 1 of 2500");
    expect(run.view.get()).toMatchObject({ shown: "still", opening: false, why: null, nextTryAt: null });
    pass(run, 9_750);
    expect(openLanes()).toEqual([]);
    pass(run, 1_500);
    expect(openLanes()).toHaveLength(1);
    expect(run.view.get().shown).toBe("still");
    expect(HUB + now - run.frameAt()!).toBe(11_250);
    // Told that it may play, it does not wait for its next look.
    plays();
    pass(run, 2_500, moving(last()));
    run.ask({ camera: live, rung: "sub", why: "tile", caseUid: 0, stillEveryMs: 2_000 });
    expect(openLanes()).toHaveLength(1);
    expect(run.view.get().shown).toBe("last");
  });

  test("V24 that is closed lets go of every lane and player, and opens none any more", () => {
    let listeners = 0;
    const { subscribe } = line;
    line.subscribe = (listener) => {
      listeners++;
      const end = subscribe(listener);
      return () => {
        listeners--;
        end();
      };
    };
    const run = start({ rung: "sub" });
    const first = plays();
    run.ask({ camera, rung: "main", why: "tile", caseUid: 0, stillEveryMs: 2_000 });
    expect(openLanes()).toHaveLength(2);
    run.close();
    expect(openLanes()).toEqual([]);
    expect(first.closedPlayer).toBe(true);
    expect(did.at(-1)).toBe("clear");
    expect(listeners).toBe(0);
    const before = lanes.length;
    line.set({ connected: false } as LineValue);
    line.set({ connected: true } as LineValue);
    run.beat();
    expect(lanes.length).toBe(before);
  });

  test("tries at once when the host is back, and when the hub says that the camera is", () => {
    const run = start();
    const gone = () => last().hear({ is: "closed", trouble: { code: "hostAway", params: {} } });
    for (let i = 0; i < 3; i++) gone();
    expect(openLanes()).toEqual([]);
    line.set({ connected: false } as LineValue);
    line.set({ connected: true } as LineValue);
    expect(openLanes()).toHaveLength(1);
    for (let i = 0; i < 3; i++) gone();
    const before = lanes.length;
    const asked = { rung: "main", why: "tile", caseUid: 0, stillEveryMs: 2_000 } as const;
    run.ask({ ...asked, camera: { ...camera, outage: { since: 1, why: "offline" } } });
    expect(lanes.length).toBe(before);
    run.ask({ ...asked, camera });
    expect(lanes.length).toBe(before + 1);
  });

  test("that is watched for another reason says so on a new lane, and the picture stands until then", () => {
    const run = start();
    plays();
    run.ask({ camera, rung: "main", why: "focus", caseUid: 12, stillEveryMs: 2_000 });
    expect(last().asked).toEqual({ camera: 7, use: "main", why: "focus", caseUid: 12 });
    expect(run.view.get()).toMatchObject({ shown: "main", why: null });
    plays();
    expect(did).toContain("remove lane 1");
    expect(did.some((line) => line.startsWith("keep"))).toBe(false);
  });

  test("says that this machine plays no more, and shows the last frame that it had", () => {
    full = true;
    const run = start({ camera: { ...camera, offers: [] } }, HUB - 60_000);
    expect(run.view.get()).toMatchObject({ shown: "last" });
    last().hear({ is: "opened", kind: "flv", url: "" });
    expect(run.view.get()).toMatchObject({ shown: "last", why: { is: "full" } });
    expect(run.frameAt()).toBe(HUB - 60_000);
  });

  test("takes over masks that change", () => {
    const run = start();
    const masks: CameraMask[] = [
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    ];
    run.ask({ camera: { ...camera, masks }, rung: "main", why: "tile", caseUid: 0, stillEveryMs: 2_000 });
    expect(did).toContain("masks 1");
  });

  test("V16 says when its source's clock is wrong, and goes by when the frame came", () => {
    const run = start();
    const lane = plays();
    now = 1_000;
    lane.calls!.onFrame({ arrivedAt: HUB + now, ownAt: HUB + 3_600_000 });
    expect(run.view.get().clockWrong).toBe(true);
    expect(run.frameAt()).toBe(HUB + 1_000);
  });

  test("tells its work since it was asked before", () => {
    const run = start();
    expect(run.work()).toMatchObject({ frames: 0, dropped: 0, decodeMs: null });
    plays();
    now = 1_000;
    expect(run.work()).toEqual({ frames: 10, dropped: 2, decodeMs: 30, overMs: 1_000 });
    now = 2_000;
    expect(run.work()).toEqual({ frames: 0, dropped: 0, decodeMs: 0, overMs: 1_000 });
  });
});
