/**
 * The demonstration city: fills an empty store with a year of history, catches up with the time since it last ran, then
 * lives on at hub time. Cases move only through `decide` (course.ts). What the future holds is a pure function of seed
 * and time, so all that is kept is how far it has come: a restart goes on as if nothing had happened.
 */
import calendarRow from "../../resources/calendars/linlan.json" with { type: "json" };
import type { Case, Command } from "../../shared/case/case.ts";
import { caseOfRecord, draftOfCase } from "../../shared/case/record.ts";
import { isOpen, stateOfCode } from "../../shared/case/state.ts";
import type { WorkCalendar } from "../../shared/case/worktime.ts";
import { instantOf, localTime, zoneOffset } from "../../shared/evaluation/period.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import { courseOf, type Subject } from "./course.ts";
import { BUCKET, DEMAND, demandOf, type Arrival, type DemandRow } from "./demand.ts";
import { PLATFORM, TIME_ZONE, isOnline, layGround, type Ground } from "./ground.ts";
import { moversOf, type Movers } from "./movers.ts";
import { timeQueue } from "./queue.ts";
import { randomOf } from "./random.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Real ms between two looks at the queue: at most four commits a second. */
const BEAT = 250;
/** Real ms of missed life that the first beat can take up by itself. */
const NEARLY_NOW = 10_000;
/** Cases in one commit while history is written. */
const BATCH = 2_000;
/** Real ms after which a quiet city takes another call: the hotline is open day and night. */
const QUIET = 11_000;
const DEFAULT_SEED = 20_260_701;
const REPORTS_PER_YEAR = 50_000;
const NOTE = "city";

/** The invented city's departments work every day of the year, so that the wall is alive on a Sunday too. */
const CALENDAR = calendarRow as unknown as WorkCalendar;

export interface CityOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  readonly pace: number;
  log(line: string): void;
  readonly seed?: number;
  readonly reportsPerYear?: number;
}

export interface City {
  /** Resolves when the history is written and the city lives. */
  start(): Promise<void>;
  /** Where everyone is now; empty before the streets are laid. */
  tracks(): TracksMessage;
  close(): void;
}

/** How far the city has come. Kept in the store, written in the same commit as what it speaks of. */
interface Progress {
  readonly seed: number;
  readonly founded: number;
  /** Everything up to this hub time has happened. */
  upTo: number;
  /** Case numbers count up within a local day. */
  day: string;
  count: number;
}

/** A case under way. */
interface Living {
  readonly subject: Subject;
  readonly caseNo: string;
  c: Case;
}

type Event = { readonly living: Living; readonly command: Command } | { readonly arrival: Arrival };

export function openCity(options: CityOptions): City {
  const { store, now, log } = options;
  const pace = options.pace > 0 ? options.pace : 1;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let movers: Movers | null = null;

  async function start(): Promise<void> {
    const begun = now();
    const kept = store.note(NOTE);
    const progress: Progress =
      kept === null ? founding(options.seed ?? DEFAULT_SEED, begun) : (JSON.parse(kept) as Progress);
    const ground = layGround(store, progress.seed, begun);
    movers = moversOf({ seed: progress.seed, ...ground, localOffset: zoneOffset(begun, TIME_ZONE) });
    await pause();
    if (closed) return;
    const life = lifeOf(store, ground, progress, options.reportsPerYear ?? REPORTS_PER_YEAR);
    life.remember();
    // Writing takes time, more so at a fast pace: go on until what is left to catch up is a matter of seconds.
    while (now() - progress.upTo > NEARLY_NOW * pace && !closed) await life.catchUp(now(), () => closed);
    if (closed) return;
    let quietSince = now();
    let waking = QUIET;
    timer = setInterval(() => {
      try {
        const at = now();
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

interface Life {
  /** Takes up the open cases that the store holds. */
  remember(): void;
  /** Lives through everything up to `until`, in batches, case by case: cases do not touch each other. */
  catchUp(until: number, stopped: () => boolean): Promise<void>;
  /** Lets everything due by `at` happen as one commit; true when a case moved. */
  beat(at: number): boolean;
  /** Makes something happen now: what would have come within minutes, or a call. */
  stir(at: number): void;
}

function lifeOf(store: Store, ground: Ground, progress: Progress, reportsPerYear: number): Life {
  const { seed } = progress;
  const course = courseOf({ seed, calendar: CALENDAR, departments: ground.departments });
  const demand = demandOf({
    ...ground,
    seed,
    founded: progress.founded,
    reportsPerYear,
    timeZone: TIME_ZONE,
    parks: ground.land.parks,
  });
  const rowOfClass = new Map(DEMAND.map((row) => [ground.classUid(row.kind, row.code), row]));
  const queue = timeQueue<Event>();
  /** The first bucket whose reports are not in the queue yet. */
  let bucket = Math.floor(progress.upTo / BUCKET);
  let linesSeen = 0;

  const caseNo = (at: number): string => {
    const day = new Date(at + zoneOffset(at, TIME_ZONE)).toISOString().slice(0, 10).replaceAll("-", "");
    if (day !== progress.day) {
      progress.day = day;
      progress.count = 0;
    }
    return `LL${day}${String(++progress.count).padStart(4, "0")}`;
  };
  const report = ({ at, by, id, row, grid, report: what }: Arrival): Living => ({
    subject: { id, row, subdistrict: grid.subdistrict },
    caseNo: caseNo(at),
    c: course.apply(null, { kind: "report", at, by, report: what }),
  });
  const draft = ({ subject, caseNo: number, c }: Living) =>
    draftOfCase({ platform: PLATFORM, id: subject.id, caseNo: number, extra: "{}" }, c);
  const enqueue = (living: Living): void => {
    const command = course.next(living.c, living.subject);
    if (command !== null) queue.push(command.at, { living, command });
  };
  /** Lives one case up to a time and queues what comes after. True when it moved. */
  const live = (living: Living, until: number): boolean => {
    const before = living.c;
    for (;;) {
      const command = course.next(living.c, living.subject);
      if (command === null) break;
      if (command.at > until) {
        queue.push(command.at, { living, command });
        break;
      }
      living.c = course.apply(living.c, command);
    }
    return living.c !== before;
  };
  const commit = (at: number, changed: Iterable<Living>): void =>
    store.transact(at, (tx) => {
      for (const living of changed) tx.put("cases", draft(living));
      store.setNote(NOTE, JSON.stringify(progress));
    });

  /** Queues the reports of every bucket that begins by `at` and come after what has happened. */
  const takeBuckets = (at: number): void => {
    for (; bucket * BUCKET <= at; bucket++) {
      for (const arrival of demand.reportsOf(bucket))
        if (arrival.at > progress.upTo) queue.push(arrival.at, { arrival });
    }
  };
  const happen = (event: Event, changed: Set<Living>): void => {
    const living = "arrival" in event ? report(event.arrival) : event.living;
    if ("command" in event) living.c = course.apply(living.c, event.command);
    changed.add(living);
    enqueue(living);
  };
  const watchLines = (at: number): void => {
    if (at - linesSeen < MINUTE) return;
    linesSeen = at;
    const flips = ground.cameras.filter(
      ({ place }) => isOnline(seed, place.row.id, at) !== store.find("cameras", PLATFORM, place.row.id)?.online,
    );
    if (flips.length === 0) return;
    store.transact(at, (tx) => {
      for (const { place, unitGrid } of flips) {
        tx.put("cameras", { platform: PLATFORM, ...place.row, unitGrid, online: isOnline(seed, place.row.id, at) });
      }
    });
  };

  return {
    remember() {
      for (const record of store.each("cases", PLATFORM)) {
        if (!isOpen(stateOfCode(record.state))) continue;
        const row = rowOfClass.get(record.classUid);
        const grid = ground.unitOfUid(record.unitGrid);
        if (row === undefined || grid === undefined) continue;
        enqueue({
          subject: subjectOf(record.id, row, grid.subdistrict),
          caseNo: record.caseNo,
          c: caseOfRecord(record),
        });
      }
    },

    async catchUp(until, stopped) {
      const from = progress.upTo;
      let changed: Living[] = [];
      const flush = async (upTo: number) => {
        progress.upTo = upTo;
        commit(until, changed);
        changed = [];
        await pause();
      };
      const waiting: Event[] = [];
      for (let event = queue.pop(); event !== undefined; event = queue.pop()) waiting.push(event);
      for (const event of waiting) {
        // What was queued is worked out again from the case: the answer is the same.
        if ("living" in event && live(event.living, until)) changed.push(event.living);
      }
      if (changed.length > 0) await flush(from);
      for (let b = Math.floor(from / BUCKET); b * BUCKET <= until && !stopped(); b++) {
        for (const arrival of demand.reportsOf(b)) {
          if (arrival.at <= from || arrival.at > until) continue;
          const living = report(arrival);
          live(living, until);
          changed.push(living);
        }
        if (changed.length >= BATCH) await flush(Math.min(until, (b + 1) * BUCKET - 1));
      }
      if (stopped()) return;
      await flush(until);
      bucket = Math.floor(until / BUCKET);
    },

    beat(at) {
      takeBuckets(at);
      watchLines(at);
      const changed = new Set<Living>();
      let upTo = at;
      while (queue.next() <= at) {
        if (changed.size >= BATCH) {
          upTo = queue.next() - 1;
          break;
        }
        happen(queue.pop() as Event, changed);
      }
      if (changed.size === 0) return false;
      progress.upTo = Math.max(progress.upTo, upTo);
      commit(at, changed);
      return true;
    },

    stir(at) {
      const changed = new Set<Living>();
      const coming = queue.peek();
      if (
        coming !== undefined &&
        "command" in coming &&
        queue.next() - at < 15 * MINUTE &&
        randomOf(seed, "stir", at)() < 0.55
      ) {
        queue.pop();
        happen({ living: coming.living, command: { ...coming.command, at: Math.floor(at) } }, changed);
      } else {
        happen({ arrival: demand.reportAt(Math.floor(at)) }, changed);
      }
      commit(at, changed);
    },
  };
}

function subjectOf(id: string, row: DemandRow, subdistrict: number): Subject {
  return { id, row, subdistrict };
}

/** Lets the hub serve its lines between two batches. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
