/**
 * The windows of walls as they tell of themselves, with the newest picture of each. In memory only: it is true of this moment
 * (X9 to X11).
 */
import type { Echo, WallWindow, WindowReport } from "../../shared/direction/wall.ts";
import type { Scope } from "../../shared/scope.ts";
import type { EchoRequest, ShowsMessage } from "../../shared/wire/hub.ts";
import { seesWhatIsShown } from "./who.ts";

/** Real ms without a word after which a window is gone. It tells of itself every second. */
export const WINDOW_SILENCE_MS = 5_000;
/** Windows of one host, and of all, that are listened to. */
export const MOST_OF_HOST = 16;
export const MOST_WINDOWS = 128;

interface Heard {
  readonly id: string;
  readonly host: string;
  readonly scope: Scope;
  readonly report: WindowReport;
  /** Hub time, and monotonic real ms. */
  readonly at: number;
  readonly real: number;
  readonly picture: number;
  readonly jpeg: Uint8Array | null;
  /** Hub time at which the picture came, and the revision that was shown then. */
  readonly takenAt: number;
  readonly takenRev: number;
}

/** Whose window it is: the connection, the host's name, and what is there for it. */
export interface Teller {
  readonly id: string;
  readonly host: string;
  readonly scope: Scope;
}

export interface Windows {
  /** Takes what a window tells; false when there are too many. `now` is hub time. */
  take(teller: Teller, message: ShowsMessage, now: number): boolean;
  /** A connection is over, or belongs to somebody else now: its windows are gone. True when it had any. */
  gone(id: string): boolean;
  /** Lets go of those that have fallen silent; true when there were any. */
  tidy(): boolean;
  list(): WallWindow[];
  walls(): ReadonlySet<string>;
  /** Whether a connection shows a window of the wall. */
  shows(id: string, wall: string): boolean;
  /** What is there for the machines that show the wall. */
  scopes(wall: string): Scope[];
  echo(asker: Scope, request: EchoRequest): Echo | null;
}

/** @param real monotonic real ms @param first pictures are numbered from here: above those of a hub that ran before */
export function openWindows(real: () => number, first = 0): Windows {
  let pictures = first;
  const heard = new Map<string, Heard>();
  const keyOf = (id: string, display: string) => `${display} ${id}`;
  const all = () => [...heard.values()].toSorted((a, b) => compare(a.host, b.host) || compare(a.report, b.report));

  return {
    take({ id, host, scope }, { report, jpeg }, now) {
      const key = keyOf(id, report.display);
      const before = heard.get(key);
      const own = () => [...heard.values()].filter((one) => one.id === id).length;
      if (before === undefined && (heard.size >= MOST_WINDOWS || own() >= MOST_OF_HOST)) return false;
      const same = before !== undefined && before.report.wall === report.wall && before.scope === scope;
      const last = same ? before : { picture: 0, jpeg: null, takenAt: 0, takenRev: 0 };
      const picture = jpeg === null ? last : { picture: ++pictures, jpeg, takenAt: now, takenRev: report.rev };
      const { picture: n, jpeg: bytes, takenAt, takenRev } = picture;
      heard.set(key, { id, host, scope, report, at: now, real: real(), picture: n, jpeg: bytes, takenAt, takenRev });
      return true;
    },
    gone(id) {
      const before = heard.size;
      for (const [key, one] of heard) if (one.id === id) heard.delete(key);
      return heard.size < before;
    },
    tidy() {
      const before = heard.size;
      const now = real();
      for (const [key, one] of heard) if (now - one.real > WINDOW_SILENCE_MS) heard.delete(key);
      return heard.size < before;
    },
    list: () => all().map(({ report, host, at, picture }) => ({ ...report, host, heardAt: at, picture })),
    walls: () => new Set([...heard.values()].map(({ report }) => report.wall)),
    shows: (id, wall) => [...heard.values()].some((one) => one.id === id && one.report.wall === wall),
    scopes: (wall) => [...heard.values()].filter(({ report }) => report.wall === wall).map(({ scope }) => scope),
    echo(asker, { host, display, picture }) {
      const found = [...heard.values()].find((one) => one.host === host && one.report.display === display);
      if (found === undefined || found.jpeg === null || found.picture === picture) return null;
      if (!seesWhatIsShown(asker, found.scope)) return null;
      const { jpeg, takenAt, takenRev, report } = found;
      return { host, display, wall: report.wall, picture: found.picture, at: takenAt, rev: takenRev, jpeg };
    },
  };
}

function compare(a: string | WindowReport, b: string | WindowReport): number {
  if (typeof a === "string" || typeof b === "string") return a === b ? 0 : a < b ? -1 : 1;
  return Number(a.display) - Number(b.display);
}
