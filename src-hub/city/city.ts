/**
 * The demonstration city: fills an empty store with a year of history, catches up with the time since it last ran, then
 * lives on at hub time. Cases move only through `decide` (course.ts). What the future holds is a pure function of seed
 * and time, so all that is kept is how far it has come: a restart goes on as if nothing had happened.
 */
import { instantOf, localTime, zoneOffset } from "../../shared/evaluation/period.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import { layGround } from "./ground.ts";
import { TIME_ZONE } from "./here.ts";
import { lifeOf, type Progress } from "./life.ts";
import { moversOf, type Movers } from "./movers.ts";
import { randomOf } from "./random.ts";
import { staffOf } from "./staff.ts";
import { stationsOf } from "./stations.ts";

const DAY = 86_400_000;
/** Real ms between two looks at the queue: at most four commits a second. */
const BEAT = 250;
/** Real ms of missed life that the first beat can take up by itself. */
const NEARLY_NOW = 10_000;
/** Real ms after which a quiet city takes another call: the hotline is open day and night. */
const QUIET = 11_000;
const DEFAULT_SEED = 20_260_701;
const REPORTS_PER_YEAR = 50_000;
const NOTE = "city";

export interface CityOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  readonly pace: number;
  log(line: string): void;
  /** Whether somebody at a seat has claimed a case: the city leaves it alone. */
  held?(caseUid: number): boolean;
  readonly seed?: number;
  readonly reportsPerYear?: number;
}

export interface City {
  /** Resolves when the history is written and the city lives. */
  start(): Promise<void>;
  /** Where everyone is now; empty before the streets are laid. */
  tracks(): Omit<TracksMessage, "n">;
  /** Where everyone was, every `stepMs` of a stretch of the past; nothing before the streets are laid. */
  past(from: number, to: number, stepMs: number): Iterable<TracksMessage["rows"]>;
  close(): void;
}

/** What the city's chances hang on: kept from its founding, the usual one before it. */
export function seedOf(store: Pick<Store, "note">): number {
  const kept = store.note(NOTE);
  return kept === null ? DEFAULT_SEED : (JSON.parse(kept) as Progress).seed;
}

export function openCity(options: CityOptions): City {
  const { store, now, log } = options;
  const pace = options.pace > 0 ? options.pace : 1;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let movers: Movers | null = null;
  let crew: (() => Movers) | null = null;

  async function start(): Promise<void> {
    const begun = now();
    const kept = store.note(NOTE);
    const progress: Progress =
      kept === null ? founding(options.seed ?? DEFAULT_SEED, begun) : (JSON.parse(kept) as Progress);
    const ground = layGround(store, progress.seed, begun, kept === null);
    const localOffset = zoneOffset(begun, TIME_ZONE);
    crew = () => moversOf({ seed: progress.seed, ...ground, localOffset });
    movers = crew();
    const staff = staffOf({ seed: progress.seed, movers: ground.movers.map(({ mover }) => mover), localOffset });
    await pause();
    if (closed) return;
    const life = lifeOf({
      store,
      ground,
      staff,
      progress,
      reportsPerYear: options.reportsPerYear ?? REPORTS_PER_YEAR,
      ...(options.held === undefined ? {} : { held: options.held }),
      note: (text) => store.setNote(NOTE, text),
    });
    const stations = stationsOf({ store, ground, seed: progress.seed });
    life.remember();
    // Writing takes time, more so at a fast pace: go on until what is left to catch up is a matter of seconds.
    while (now() - progress.upTo > NEARLY_NOW * pace && !closed) await life.catchUp(now(), pause, () => closed);
    await stations.catchUp(now(), pause, () => closed);
    if (closed) return;
    let quietSince = now();
    let waking = QUIET;
    timer = setInterval(() => {
      try {
        const at = now();
        // What is due meanwhile waits for the next beat: four commits a second at most.
        if (stations.beat(at)) return;
        if (life.beat(at)) quietSince = at;
        else if (at - quietSince > waking * pace) {
          life.stir(at);
          quietSince = at;
          waking = QUIET * (0.6 + 0.8 * randomOf(progress.seed, "quiet", at)());
        }
      } catch (error) {
        clearInterval(timer);
        log(`city stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }, BEAT);
  }

  return {
    start,
    tracks: () => movers?.at(now()) ?? { at: Math.round(now()), rows: [] },
    *past(from, to, stepMs) {
      const walking = crew?.();
      for (let at = from; walking !== undefined && at < to; at += stepMs) yield walking.at(at).rows;
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** A city begins at a local midnight a year before it is first seen. */
function founding(seed: number, begun: number): Progress {
  const { year, month, day } = localTime(begun - 365 * DAY, TIME_ZONE);
  const founded = instantOf(TIME_ZONE, year, month, day);
  return { seed, founded, upTo: founded, day: "", count: 0 };
}

/** Lets the hub serve its lines between two batches. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
