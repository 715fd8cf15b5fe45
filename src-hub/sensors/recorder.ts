/**
 * From what stations send to the means that everybody sees. Values of minutes are gathered in memory for the shortest period
 * only; the longer ones are made of what the store has, so that a late value corrects every mean it belongs to, and a hub
 * that died loses a quarter of an hour at most.
 */
import type { Sample } from "../../shared/device/hj212-values.ts";
import { POLLUTANTS, type Pollutant } from "../../shared/place-kinds.ts";
import {
  AVERAGING_MINUTES,
  gathering,
  meanOf,
  spanOf,
  type AveragingMinutes,
  type Gathering,
  type Mean,
} from "../../shared/sensors/means.ts";
import type { Store, Tx } from "../store/store.ts";
import type { Station } from "./stations.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** What was gathered goes out of memory so long after its period; a value that comes later still is added to its mean. */
const FORGET_AFTER = 2 * 60 * MINUTE;
/** The shortest period unless some limit asks for a shorter one. */
const SHORTEST: AveragingMinutes = 15;

/** What a mean is of. */
type Subject = Pick<Station, "id" | "uid" | "platform" | "timeZone">;

export interface Recorder {
  /** Takes a station's samples; how many of them were new. */
  take(station: Station, samples: readonly Sample[]): number;
  /** Writes the means of periods that are over, as one commit; how many rows changed. */
  flush(): number;
  /** Writes what there is, unfinished periods too: they go on after a restart. */
  close(): void;
}

export interface RecorderOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** The averaging periods that a station's limits ask for. */
  periods(station: Station): readonly AveragingMinutes[];
}

interface Gathered {
  readonly subject: Subject;
  readonly pollutant: Pollutant;
  readonly minutes: AveragingMinutes;
  readonly to: number;
  readonly gathering: Gathering;
  dirty: boolean;
}

/** A longer period that is to be worked out once it is over, from means of `from` minutes. */
interface Owed {
  readonly subject: Subject;
  readonly pollutant: Pollutant;
  readonly minutes: AveragingMinutes;
  readonly parts: AveragingMinutes;
  readonly to: number;
}

export function openRecorder({ store, now, periods }: RecorderOptions): Recorder {
  const gathered = new Map<string, Gathered>();
  const owed = new Map<string, Owed>();
  const known = new Map<number, readonly AveragingMinutes[]>();

  /** The periods of a station, the shortest first. After a restart its running hour and day, and those before, are owed. */
  function periodsOf(station: Station): readonly AveragingMinutes[] {
    let list = known.get(station.uid);
    if (list === undefined) {
      const shortest = Math.min(SHORTEST, ...periods(station));
      list = AVERAGING_MINUTES.filter((minutes) => minutes >= shortest);
      known.set(station.uid, list);
      for (const pollutant of POLLUTANTS) {
        for (const back of [DAY, 60 * MINUTE, 0]) owe(station, list, pollutant, now() - back);
      }
    }
    return list;
  }

  function owe(subject: Subject, list: readonly AveragingMinutes[], pollutant: Pollutant, at: number): void {
    list.slice(1).forEach((minutes, i) => {
      const { to } = spanOf(at, minutes, subject.timeZone);
      const key = `${subject.uid}/${pollutant}/${minutes}/${to}`;
      owed.set(key, { subject, pollutant, minutes, parts: list[i] as AveragingMinutes, to });
    });
  }

  function gatheredAt(station: Station, minutes: AveragingMinutes, { pollutant, at }: Sample): Gathered {
    const { to } = spanOf(at, minutes, station.timeZone);
    const key = `${station.uid}/${pollutant}/${to}`;
    let found = gathered.get(key);
    if (found === undefined) {
      const kept = store.find("readings", station.platform, readingId(station.id, pollutant, minutes, to));
      found = {
        subject: station,
        pollutant,
        minutes,
        to,
        gathering: gathering(pollutant, minutes, kept),
        dirty: false,
      };
      gathered.set(key, found);
    }
    return found;
  }

  function write(all: boolean): number {
    const at = now();
    const over = [...gathered.values()].filter(({ dirty, to }) => dirty && (all || to <= at));
    const due = [...owed].filter(([, { to }]) => to <= at);
    let rows = 0;
    if (over.length + due.length > 0) {
      store.transact(at, (tx) => {
        for (const one of over) {
          const mean = one.gathering.mean();
          if (mean !== null) rows += putReading(tx, one.subject, one.pollutant, one.minutes, one.to, mean);
          one.dirty = false;
        }
        for (const minutes of AVERAGING_MINUTES) {
          for (const [key, each] of due) {
            if (each.minutes !== minutes) continue;
            owed.delete(key);
            const mean = meanOf(each.pollutant, partsOf(store, each));
            if (mean !== null) rows += putReading(tx, each.subject, each.pollutant, minutes, each.to, mean);
          }
        }
      });
    }
    for (const [key, { to, dirty }] of gathered) if (!dirty && to < at - FORGET_AFTER) gathered.delete(key);
    return rows;
  }

  return {
    take(station, samples) {
      const list = periodsOf(station);
      let fresh = 0;
      for (const sample of samples) {
        const one = gatheredAt(station, list[0] as AveragingMinutes, sample);
        if (!one.gathering.take(sample.at, sample.value)) continue;
        one.dirty = true;
        fresh++;
        owe(station, list, sample.pollutant, sample.at);
      }
      return fresh;
    },
    flush: () => write(false),
    close: () => void write(true),
  };
}

/** Id of a mean among the platform's. */
export function readingId(station: string, pollutant: Pollutant, minutes: number, to: number): string {
  return `${station}/${pollutant}/${minutes}/${to}`;
}

function putReading(
  tx: Tx,
  { id, uid, platform }: Subject,
  pollutant: Pollutant,
  minutes: AveragingMinutes,
  to: number,
  { value, samples }: Mean,
): number {
  const { outcome } = tx.put("readings", {
    platform,
    id: readingId(id, pollutant, minutes, to),
    sensor: uid,
    pollutant,
    minutes,
    at: to,
    value,
    samples,
  });
  return outcome === "same" ? 0 : 1;
}

/** The means that a longer period is made of, as far as there are any. */
function* partsOf(store: Store, { subject, pollutant, minutes, parts, to }: Owed): Generator<Mean> {
  const { id, platform, timeZone } = subject;
  const { from } = spanOf(to - 1, minutes, timeZone);
  for (let end = from + parts * MINUTE; end <= to; end += parts * MINUTE) {
    const found = store.find("readings", platform, readingId(id, pollutant, parts, end));
    if (found !== null) yield found;
  }
}
