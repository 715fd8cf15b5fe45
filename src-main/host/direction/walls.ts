/**
 * What walls show, as the hub last told it, and what the windows of this machine show, as the hub is told it.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X13 A machine that is cut from the hub goes on with what it heard last, also when it is started anew, and says that it is cut.
 *   Pushes, holds and returns end at their time all the same.
 * - X14 A window tells the hub of itself four times a second at most: the latest counts, and no picture is lost on the way.
 * - X15 A picture that is too large or no JPEG goes no further, and whoever sent it is told.
 */
import type { Ground, Moment } from "../../../shared/direction/change.ts";
import { tick } from "../../../shared/direction/state.ts";
import { isEchoPicture, type WallState, type WallsValue, type WindowReport } from "../../../shared/direction/wall.ts";
import { mayDirect, mayLock } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { ShowsMessage, WallsMessage } from "../../../shared/wire/hub.ts";
import type { ActResult } from "../../../shared/wire/port.ts";

/** Real ms between two words of one window at least (X14). */
export const SHOWS_EVERY_MS = 250;

export interface WallsOptions {
  /** Monotonic real ms. */
  readonly real: () => number;
  readonly send: (message: ShowsMessage) => void;
  /** What was kept last on this machine, and where what is heard is kept; it lasts as long as the host where that fails. */
  readonly kept: readonly WallState[];
  readonly keep: (walls: readonly WallState[]) => void;
}

/** Without the hub nothing new is shown, so nothing need be known of what there is. */
const NOTHING_NEW: Ground = { scenes: new Set(), playlists: new Map(), barred: () => false };
const revsOf = (walls: readonly WallState[]) => walls.map(({ wall, rev, at }) => `${wall} ${rev} ${at}`).join();

export interface WallWindowOfHost {
  shows(report: WindowReport, jpeg: Uint8Array | null): ActResult;
  end(): void;
}

export interface Walls {
  take(message: WallsMessage): void;
  /**
   * How the line stands; to be said at every change.
   * @param role what this machine is to the hub, or whoever is logged in at it; null before its first word
   */
  look(live: boolean, role: Role | null): void;
  /** What the passing of time does to walls while the line is cut; to be said about once a second, with hub time. */
  beat(moment: Moment): void;
  value(): WallsValue;
  version(): number;
  /** A window of this machine. */
  window(): WallWindowOfHost;
  close(): void;
}

export function openWalls({ real, send, kept, keep }: WallsOptions): Walls {
  let known: WallsMessage = { walls: [...kept], windows: [] };
  let version = 0;
  let current = false;
  let role: Role | null = null;
  const waits = new Set<NodeJS.Timeout>();

  return {
    take(message) {
      const same = revsOf(message.walls) === revsOf(known.walls);
      known = message;
      version++;
      if (!same) keep(message.walls);
    },
    look(live, now) {
      if (live === current && now === role) return;
      [current, role] = [live, now];
      version++;
    },
    beat(moment) {
      if (current) return;
      const walls = known.walls.map((state) => tick(state, moment, NOTHING_NEW));
      if (walls.every((state, i) => state === known.walls[i])) return;
      known = { ...known, walls };
      version++;
    },
    value: () => ({
      walls: known.walls,
      windows: known.windows,
      current,
      mayDirect: role !== null && mayDirect(role, "scene"),
      mayPush: role !== null && mayDirect(role, "push"),
      mayLock: role !== null && mayLock(role),
    }),
    version: () => version,
    window() {
      let sentAt = -Infinity;
      let next: ShowsMessage | null = null;
      let timer: NodeJS.Timeout | null = null;

      function forget(): void {
        if (timer === null) return;
        clearTimeout(timer);
        waits.delete(timer);
        timer = null;
      }

      function say(): void {
        forget();
        if (next === null) return;
        const message = next;
        next = null;
        sentAt = real();
        send(message);
      }

      return {
        shows(report, jpeg) {
          if (jpeg !== null && !isEchoPicture(jpeg)) {
            return { did: "not", trouble: { code: "badMessage", params: { what: "jpeg" } } };
          }
          next = { report, jpeg: jpeg ?? next?.jpeg ?? null };
          const wait = sentAt + SHOWS_EVERY_MS - real();
          if (wait <= 0) say();
          else if (timer === null) {
            timer = setTimeout(say, wait);
            waits.add(timer);
          }
          return { did: "noted" };
        },
        end() {
          forget();
          next = null;
        },
      };
    },
    close() {
      for (const timer of waits) clearTimeout(timer);
      waits.clear();
    },
  };
}
