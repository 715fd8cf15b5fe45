/**
 * The life of the demonstration city: reports come in, cases move, people write into the ledger. What the future holds is
 * a pure function of seed and time; what has been is in the store.
 */
import type { Case, Command } from "../../shared/case/case.ts";
import { FLAG_SUPERVISED, caseOfRecord, draftOfCase } from "../../shared/case/record.ts";
import { isOpen, stateOfCode } from "../../shared/case/state.ts";
import { zoneOffset } from "../../shared/evaluation/period.ts";
import { witnessOf } from "../../shared/video/address.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { putFound } from "../store/outages.ts";
import type { Store, Tx } from "../store/store.ts";
import { courseOf } from "./course.ts";
import { BUCKET, demandOf, isArrivalId, spotOf, type Arrival } from "./demand.ts";
import type { Ground } from "./ground.ts";
import { PLATFORM, TIME_ZONE } from "./here.ts";
import { ledgerOf } from "./ledger.ts";
import { isOnline } from "./lines.ts";
import { DEMAND } from "./kinds.ts";
import { timeQueue } from "./queue.ts";
import { randomOf } from "./random.ts";
import { CALENDAR, POLICY } from "./rules.ts";
import { spotsOf } from "./spots.ts";
import type { Staff } from "./staff.ts";
import type { Subject } from "./subject.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Hub ms after which the city asks again for a case that somebody at a seat has claimed. */
const HELD_MS = 15_000;
/** Cases in one commit while history is written. */
const BATCH = 2_000;
/** Days after closing in which an appeal may be made and decided. */
const APPEAL_DAYS = 45;
/** Days for which a letter of supervision may still await its entry in the ledger. */
const LETTER_DAYS = 30;

/** How far the city has come. Kept in the store, written in the same commit as what it speaks of. */
export interface Progress {
  readonly seed: number;
  readonly founded: number;
  /** Everything up to this hub time has happened. */
  upTo: number;
  /** Entries in the ledger that fall due up to this hub time have been written. */
  ledgerTo?: number;
  /** Case numbers count up within a local day. */
  day: string;
  count: number;
}

/** A case under way. */
interface Living {
  readonly subject: Subject;
  readonly caseNo: string;
  /** 0 before it is put. */
  uid: number;
  c: Case;
}

type Event = { readonly living: Living; readonly command: Command } | { readonly arrival: Arrival };

export interface Life {
  /** Takes up the cases that the store holds and that are not over. */
  remember(): void;
  /** Lives through everything up to `until`, in batches, case by case. `pause` is taken between two of them. */
  catchUp(until: number, pause: () => Promise<void>, stopped: () => boolean): Promise<void>;
  /** Lets everything due by `at` happen as one commit; true when a case moved. */
  beat(at: number): boolean;
  /** Makes something happen now: what would have come within minutes, or a call. */
  stir(at: number): void;
}

export interface LifeOptions {
  readonly store: Store;
  readonly ground: Ground;
  readonly staff: Staff;
  readonly progress: Progress;
  readonly reportsPerYear: number;
  /** Whether somebody at a seat has claimed the case: then nobody in the city touches it. */
  held?(caseUid: number): boolean;
  /** Keeps the progress, as text, in the commit that is open. */
  note(text: string): void;
}

export function lifeOf({ store, ground, staff, progress, reportsPerYear, note, ...options }: LifeOptions): Life {
  const isHeld = (event: Event) => "command" in event && options.held?.(event.living.uid) === true;
  const { seed } = progress;
  const course = courseOf({ seed, calendar: CALENDAR, policy: POLICY, departments: ground.departments, staff });
  const demand = demandOf({
    ...ground,
    seed,
    founded: progress.founded,
    reportsPerYear,
    timeZone: TIME_ZONE,
    parks: ground.land.parks,
    patroller: staff.patroller,
  });
  const ledger = ledgerOf({
    seed,
    platform: PLATFORM,
    timeZone: TIME_ZONE,
    departments: ground.departments,
    staff,
  });
  const rowOfClass = new Map(DEMAND.map((row) => [ground.classUid(row.kind, row.code), row]));
  const queue = timeQueue<Event>();
  const spots = spotsOf(seed);
  /** Cases with a letter of supervision whose entry may still be to come, by uid. */
  const supervised = new Map<number, Living>();
  /** The first bucket whose reports are not in the queue yet. */
  let bucket = Math.floor(progress.upTo / BUCKET);
  let linesSeen = 0;

  /** The local day of the last number, as instants: asking the zone for each case would cost more than the case. */
  let today = { from: 0, to: 0 };
  const caseNo = (at: number): string => {
    if (at < today.from || at >= today.to) {
      const offset = zoneOffset(at, TIME_ZONE);
      const from = Math.floor((at + offset) / DAY) * DAY - offset;
      today = { from, to: from + DAY };
      const day = new Date(from + offset).toISOString().slice(0, 10).replaceAll("-", "");
      if (day !== progress.day) {
        progress.day = day;
        progress.count = 0;
      }
    }
    return `LL${progress.day}${String(++progress.count).padStart(4, "0")}`;
  };
  const put = (tx: Tx, living: Living): void => {
    const { subject, caseNo: number, c } = living;
    living.uid = tx.put(
      "cases",
      draftOfCase({ platform: PLATFORM, id: subject.id, caseNo: number, extra: "{}" }, c),
    ).uid;
    if (c.supervised) supervised.set(living.uid, living);
  };
  const report = ({ at, by, id, row, grid, report: what }: Arrival): Living => {
    const relation = spots.relate(id, at);
    const told = relation.refiles === 0 ? what : { ...what, refiledFrom: relation.refiles };
    const living: Living = {
      subject: { id, row, subdistrict: grid.subdistrict, duty: grid.duty.index, repeats: relation.repeats },
      caseNo: caseNo(at),
      uid: 0,
      c: course.apply(null, { kind: "report", at, by, report: told }),
    };
    spots.take(id, living, relation);
    return living;
  };
  const enqueue = (living: Living): void => {
    const command = course.next(living.c, living.subject);
    if (command !== null) queue.push(command.at, { living, command });
  };
  /** Takes over what somebody at the desk did to a case meanwhile. True when there was something. */
  const refresh = (living: Living): boolean => {
    const record = store.get("cases", living.uid);
    const c = record === null ? living.c : caseOfRecord(record);
    if (c.facts.length === living.c.facts.length) return false;
    living.c = c;
    return true;
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
  const commit = (at: number, work: (tx: Tx) => void): void =>
    store.transact(at, (tx) => {
      work(tx);
      note(JSON.stringify(progress));
    });

  /** Queues the reports of every bucket that begins by `at` and come after what has happened. */
  const takeBuckets = (at: number): void => {
    for (; bucket * BUCKET <= at; bucket++) {
      for (const arrival of demand.reportsOf(bucket))
        if (arrival.at > progress.upTo) queue.push(arrival.at, { arrival });
    }
  };
  const happen = (tx: Tx, event: Event, at: number): void => {
    if ("command" in event && isHeld(event)) {
      const later = Math.floor(at) + HELD_MS;
      queue.push(later, { living: event.living, command: { ...event.command, at: later } });
      return;
    }
    const living = "arrival" in event ? report(event.arrival) : event.living;
    if ("command" in event && !refresh(living)) living.c = course.apply(living.c, event.command);
    put(tx, living);
    enqueue(living);
  };
  const isLedgerDue = (at: number) => ledger.isDue(progress.ledgerTo ?? progress.founded, at);
  const writeLedger = (tx: Tx, at: number): void => {
    for (const living of supervised.values()) refresh(living);
    ledger.write(tx, progress.ledgerTo ?? progress.founded, at, supervised.values());
    progress.ledgerTo = at;
    for (const [uid, { c }] of supervised) {
      const letter = c.facts.findLast((fact) => fact.kind === "supervised");
      if (letter !== undefined && letter.at < at - LETTER_DAYS * DAY) supervised.delete(uid);
    }
  };
  const watchLines = (at: number): void => {
    if (at - linesSeen < MINUTE) return;
    linesSeen = at;
    // What has an address elsewhere by now is looked after there.
    const flips = ground.cameras.flatMap(({ row }) => {
      const camera = store.find("cameras", PLATFORM, row.id);
      const ours = camera !== null && !["gateway", "machine"].includes(witnessOf(camera));
      return ours && camera.online !== isOnline(seed, row.id, at) ? [camera] : [];
    });
    if (flips.length === 0) return;
    store.transact(at, (tx) => {
      for (const camera of flips) putFound(store, tx, camera, camera.online === 1 ? "offline" : "well", Math.floor(at));
    });
  };

  /** Whether a row's case may still move, is a reference for others, or has a letter to come. */
  const isLive = ({ state, closedAt, submittedAt, deadline, flags, stageSince, id }: RecordOf<"cases">): boolean => {
    if (isOpen(stateOfCode(state)) || spotOf(id) !== null) return true;
    if ((flags & FLAG_SUPERVISED) !== 0 && stageSince > progress.upTo - 2 * LETTER_DAYS * DAY) return true;
    const late = submittedAt !== null && deadline !== null && submittedAt > deadline;
    return late && closedAt !== null && closedAt > progress.upTo - APPEAL_DAYS * DAY;
  };

  return {
    remember() {
      for (const record of store.each("cases", PLATFORM)) {
        const { id, uid, caseNo: number } = record;
        // What people file at the desk is theirs to move.
        if (!isArrivalId(id) || !isLive(record)) continue;
        const row = rowOfClass.get(record.classUid);
        const grid = ground.unitOfUid(record.unitGrid);
        if (row === undefined || grid === undefined) continue;
        const c = caseOfRecord(record);
        const relation = spots.relate(id, c.reportedAt);
        const { subdistrict, duty } = grid;
        const subject: Subject = { id, row, subdistrict, duty: duty.index, repeats: relation.repeats };
        const living: Living = { subject, caseNo: number, uid, c };
        spots.take(id, living, relation);
        if (c.supervised) supervised.set(uid, living);
        enqueue(living);
      }
    },

    async catchUp(until, pause, stopped) {
      const from = progress.upTo;
      const waiting: Event[] = [];
      for (let event = queue.pop(); event !== undefined; event = queue.pop()) waiting.push(event);
      commit(until, (tx) => {
        for (const event of waiting) {
          if (!("living" in event)) continue;
          // What was queued is worked out again from the case: the answer is the same.
          refresh(event.living);
          if (live(event.living, until)) put(tx, event.living);
        }
      });
      await pause();
      let arrivals: Arrival[] = [];
      const flush = async (upTo: number, last: boolean) => {
        progress.upTo = upTo;
        commit(until, (tx) => {
          for (const arrival of arrivals) {
            const living = report(arrival);
            // Put at once, so that what comes after at the same spot can name it.
            live(living, until);
            put(tx, living);
          }
          if (last && isLedgerDue(until)) writeLedger(tx, until);
        });
        arrivals = [];
        await pause();
      };
      for (let b = Math.floor(from / BUCKET); b * BUCKET <= until && !stopped(); b++) {
        for (const arrival of demand.reportsOf(b)) {
          if (arrival.at > from && arrival.at <= until) arrivals.push(arrival);
        }
        if (arrivals.length >= BATCH) await flush(Math.min(until, (b + 1) * BUCKET - 1), false);
      }
      if (stopped()) return;
      await flush(until, true);
      bucket = Math.floor(until / BUCKET);
    },

    beat(at) {
      takeBuckets(at);
      watchLines(at);
      const letters = isLedgerDue(at);
      if (queue.next() > at && !letters) return false;
      commit(at, (tx) => {
        let upTo = at;
        for (let moved = 0; queue.next() <= at; moved++) {
          if (moved >= BATCH) {
            upTo = queue.next() - 1;
            break;
          }
          happen(tx, queue.pop() as Event, at);
        }
        progress.upTo = Math.max(progress.upTo, upTo);
        if (letters) writeLedger(tx, at);
      });
      return true;
    },

    stir(at) {
      const coming = queue.peek();
      commit(at, (tx) => {
        if (
          coming !== undefined &&
          "command" in coming &&
          !isHeld(coming) &&
          queue.next() - at < 15 * MINUTE &&
          randomOf(seed, "stir", at)() < 0.55
        ) {
          queue.pop();
          happen(tx, { living: coming.living, command: { ...coming.command, at: Math.floor(at) } }, at);
        } else {
          happen(tx, { arrival: demand.reportAt(Math.floor(at)) }, at);
        }
      });
    },
  };
}
