/**
 * The cameras as a host reaches them: opens the lanes that windows watch on, turns cameras, and fetches pictures. Addresses
 * and what opens them stay here.
 *
 * Rules (docs/rules.md): V60–V69.
 */
import type { LaneWord } from "../../../shared/video/lane.ts";
import type { StreamUse } from "../../../shared/video/stream.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { keyOf, waysTo, type Way } from "./choice.ts";
import { openLastFrames } from "./last-frames.ts";
import { openLooks, type LaneAsked, type Look } from "./looks.ts";
import { openReach } from "./reach.ts";
import { openSecrets, type SecretsEvent } from "./secrets.ts";
import { share, troubleOf, type Shared } from "./source.ts";
import { openTurning } from "./turning.ts";
import { openWatcher, type Picture } from "./watcher.ts";
import { openWays } from "./ways.ts";

export type { SecretsEvent };

export interface Lane {
  /** Bytes that the window has taken in since the lane was opened. */
  took(bytes: number): void;
  want(n: number, url: string): void;
  offer(sdp: string): void;
  close(): void;
}

export interface EyesOptions {
  readonly dataDir: string;
  /** A file of names and passwords by gateway and machine; null for none. */
  readonly secrets: string | null;
  readonly camera: (uid: number) => RecordOf<"cameras"> | null;
  readonly gateway: (uid: number) => RecordOf<"gateways"> | null;
  /** Address of the hub, for pictures that it renders itself; null while it has none. */
  readonly hub: () => { readonly url: string; readonly token: string } | null;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Somebody has looked; called when they stop, and now and then while it goes on. */
  readonly looked: (look: Look) => void;
  readonly log: (event: SecretsEvent) => void;
}

export interface Eyes {
  /** Opens a lane; what comes is told until `closed` or `close`, and nothing before this returns. */
  open(asked: LaneAsked, tell: (word: LaneWord) => void): Lane;
  /** Speeds from −1 to 1; null when it was done. */
  turn(camera: number, pan: number, tilt: number, zoom: number): Promise<Trouble | null>;
  preset(camera: number, number: number): Promise<Trouble | null>;
  close(): void;
}

/** A connection stays so long after its last lane, real ms. */
const LINGER_MS = 3_000;
/** A platform is asked to end what it plays a little later: asking it to begin again takes seconds. */
const GATEWAY_LINGER_MS = 15_000;
/** Whether cameras are still what they were is looked at so often, real ms. */
const LOOK_MS = 2_000;
/** A way that could not be gone is passed over so long where there is another, real ms. */
const PASSED_MS = 30_000;

/** What a change of which ends a lane: it may not be looked through as it was. */
const ground = (camera: RecordOf<"cameras">): string =>
  JSON.stringify([camera.streams, camera.imageUrl, camera.gateway, camera.channel, camera.guard]);

export function openEyes(options: EyesOptions): Eyes {
  const { now, real } = options;
  const reach = openReach();
  const secrets = openSecrets(options.secrets, real, options.log);
  const frames = openLastFrames(options.dataDir, real);
  const looks = openLooks(now, real, options.looked);
  const ways = openWays({ reach, secrets, gateway: options.gateway, hub: options.hub, now, real });
  const turning = openTurning({ camera: options.camera, gatewayOf: ways.gatewayOf, tellHub: ways.tellHub });
  const shared = new Map<string, Shared>();
  const failedAt = new Map<string, number>();
  /** Lanes that are open, and what ends them when their camera is not what it was. */
  const open = new Map<object, () => void>();

  function sourceOf(way: Way, camera: RecordOf<"cameras">): Shared {
    // A picture is kept under its camera, so that cameras do not share one even where they name one address.
    const key = `${camera.uid} ${keyOf(way)}`;
    const known = shared.get(key);
    if (known !== undefined) return known;
    const keep = (picture: Picture) => frames.keep(camera, picture, () => options.camera(camera.uid)?.guard ?? "");
    const made = share(
      async (ended, signal) => {
        try {
          const source = await ways.opener(way, keep)(ended, signal);
          failedAt.delete(key);
          return source;
        } catch (error) {
          failedAt.set(key, real());
          throw error;
        }
      },
      way.by === "gateway" && !way.still ? GATEWAY_LINGER_MS : LINGER_MS,
      () => {
        if (shared.get(key) === made) shared.delete(key);
      },
    );
    shared.set(key, made);
    return made;
  }

  /** The best way that has not just failed, else the one that failed longest ago. */
  function wayFor(camera: RecordOf<"cameras">, use: StreamUse): Way | null {
    const all = waysTo(camera, use, options.hub()?.url ?? null);
    const failed = (way: Way) => failedAt.get(`${camera.uid} ${keyOf(way)}`) ?? -Infinity;
    const fresh = all.find((way) => real() - failed(way) >= PASSED_MS);
    return fresh ?? all.toSorted((a, b) => failed(a) - failed(b))[0] ?? null;
  }

  function openLane(asked: LaneAsked, tell: (word: LaneWord) => void): Lane {
    const lane = {};
    let source: Shared | null = null;
    let endLook: (() => void) | null = null;
    let over = false;

    function end(): void {
      if (over) return;
      over = true;
      watcher.end();
      open.delete(lane);
      source?.leave(watcher);
      endLook?.();
    }
    const watcher = openWatcher(tell, () => (endLook ??= looks.begin(asked)), end);

    function begin(): void {
      if (over) return;
      const camera = options.camera(asked.camera);
      if (camera === null) return watcher.closed({ code: "cameraUnknown", params: {} });
      const before = ground(camera);
      open.set(lane, () => {
        const after = options.camera(asked.camera);
        if (after === null) watcher.closed({ code: "cameraUnknown", params: {} });
        else if (ground(after) !== before) watcher.closed({ code: "cameraChanged", params: {} });
      });
      const last = asked.use === "still" ? frames.read(camera) : null;
      if (last !== null) {
        watcher.opened("still", "");
        watcher.picture(last);
      }
      const way = wayFor(camera, asked.use);
      if (way === null) return watcher.closed({ code: "streamNone", params: {} });
      source = sourceOf(way, camera);
      source.join(watcher);
    }
    queueMicrotask(begin);

    return {
      took: (bytes) => watcher.took(bytes),
      want: (n, url) => source?.want(watcher, n, url),
      offer: (sdp) => source?.offer(watcher, sdp),
      close: end,
    };
  }

  const timer = setInterval(() => {
    for (const look of [...open.values()]) look();
  }, LOOK_MS);

  const done = async (work: Promise<void>): Promise<Trouble | null> => {
    try {
      await work;
      return null;
    } catch (error) {
      if (error instanceof TroubleError) return error.trouble;
      return troubleOf(error);
    }
  };

  return {
    open: openLane,
    turn: (camera, pan, tilt, zoom) => done(turning.turn(camera, pan, tilt, zoom)),
    preset: (camera, number) => done(turning.preset(camera, number)),
    close() {
      clearInterval(timer);
      turning.close();
      looks.close();
      for (const source of [...shared.values()]) source.close();
      // What was asked last, to stop, may still be on its way.
      setTimeout(() => reach.close(), 1_000).unref();
    },
  };
}
