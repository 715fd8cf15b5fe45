/**
 * Writes down who had eyes on what, and never where anybody was: positions come in, visits go into the store.
 *
 * A visit is a row as soon as it is long enough to be one. While it goes on its row is brought up once a minute, so that a
 * hub that dies loses a minute of it and no more; a hub that starts goes on with the rows that are fresh.
 */
import { createHash } from "node:crypto";
import { inCone } from "../../shared/coverage/plane.ts";
import {
  eyeOf,
  gridSubject,
  kindOfSubject,
  uidOfSubject,
  type Eye,
  type Finder,
  type Stay,
  type Subject,
} from "../../shared/coverage/eye.ts";
import type { CoverageRules } from "../../shared/coverage/rules.ts";
import type { VisitBy } from "../../shared/place-kinds.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { Store, Tx } from "../store/store.ts";
import { finderOf } from "./finder.ts";
import { forgetOld, freshVisits } from "./kept.ts";

/** Hub ms after which the row of a visit that goes on is brought up. */
const EXTEND_MS = 60_000;
/** Rows in one commit at most: the store is everybody's. */
const MOST_ROWS = 2_000;

export interface Recorder {
  /** Takes positions as the live lane has them. */
  take(rows: TracksMessage["rows"]): void;
  /** Looks at the cameras, and writes what is due; at most one commit. */
  flush(): void;
  /** Reads units, grids, places and cameras again where they have changed. */
  reread(): void;
  /** Lets go of visits that are too old. */
  forget(): void;
  /** Takes the steps of a past walk, oldest first, and writes its visits. Resolves when all are written, or on `over`. */
  fill(steps: Iterable<TracksMessage["rows"]>, pause: () => Promise<void>, over: () => boolean): Promise<void>;
  /** Writes everything that goes on as far as it is known. */
  close(): void;
}

export interface RecorderOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  rulesOf(platform: string): CoverageRules;
}

/** One unit or camera with its stays. */
interface Watched {
  readonly platform: string;
  readonly by: VisitBy;
  readonly uid: number;
}

interface Unit extends Watched {
  readonly eye: Eye;
  readonly leastMs: number;
}

interface Camera extends Watched {
  readonly sees: readonly Subject[];
  readonly leastMs: number;
  stays: Stay[];
}

type Due = { readonly of: Watched; readonly stay: Stay };

/** Opens the recorder on what the store knows now. */
export function openRecorder({ store, now, rulesOf }: RecorderOptions): Recorder {
  const kept = freshVisits(store, (platform) => now() - rulesOf(platform).freshSeconds * 1_000);
  const ended: Due[] = [];
  let finders = new Map<string, Finder>();
  let kinds = new Map<number, Pick<RecordOf<"units">, "platform" | "kind">>();
  const units = new Map<number, Unit>();
  let cameras = new Map<number, Camera>();
  /** What the finders and the cones rest on, as they were read last. */
  let groundRead = "";
  let seenRead = "";

  const finderFor = (platform: string): Finder => {
    let finder = finders.get(platform);
    if (finder === undefined) {
      finder = finderOf([...store.each("grids", platform)], [...store.each("places", platform)], rulesOf(platform));
      finders.set(platform, finder);
    }
    return finder;
  };

  const unitOf = (uid: number, resumes: boolean): Unit | undefined => {
    const known = kinds.get(uid);
    if (known === undefined) return undefined;
    const { platform, kind } = known;
    const rules = rulesOf(platform);
    const by = kind === "patroller" ? "person" : "vehicle";
    const watched: Watched = { platform, by, uid };
    const leastMs = rules.leastSeconds * 1_000;
    const eye = eyeOf(by === "vehicle", finderFor(platform), rules, (stay) => {
      if (isDue(stay, leastMs, 0)) ended.push({ of: watched, stay });
    });
    if (resumes) eye.resume(kept.of(by, uid));
    return { ...watched, eye, leastMs };
  };

  const lookAtCameras = (at: number) => {
    const online = new Set<number>();
    for (const { uid, online: is } of store.each("cameras")) if (is === 1) online.add(uid);
    for (const camera of cameras.values()) {
      if (!online.has(camera.uid)) {
        for (const stay of camera.stays) if (isDue(stay, camera.leastMs, 0)) ended.push({ of: camera, stay });
        camera.stays = [];
        continue;
      }
      const before = kept.of("camera", camera.uid);
      camera.stays = camera.sees.map(
        (subject) =>
          camera.stays.find((stay) => stay.subject === subject) ??
          before.find((stay) => stay.subject === subject) ?? { subject, from: at, to: at, written: Number.NaN },
      );
      kept.done("camera", camera.uid);
      for (const stay of camera.stays) stay.to = at;
    }
  };

  const write = (due: readonly Due[]) => {
    for (let from = 0; from < due.length; from += MOST_ROWS) {
      const some = due.slice(from, from + MOST_ROWS);
      store.transact(now(), (tx) => {
        for (const { of, stay } of some) putVisit(tx, of, stay);
      });
      for (const { stay } of some) stay.written = stay.to;
    }
  };

  const going = (leastAge: number): Due[] => [
    ...[...units.values()].flatMap((unit) => goingOf(unit, leastAge)),
    ...[...cameras.values()].flatMap((camera) =>
      camera.stays.filter((stay) => isDue(stay, camera.leastMs, leastAge)).map((stay) => ({ of: camera, stay })),
    ),
  ];

  const reread = () => {
    kinds = new Map([...store.each("units")].map(({ uid, platform, kind }) => [uid, { platform, kind }]));
    const grids = [...store.each("grids")].filter(({ level }) => level === "unit");
    const hash = createHash("sha256");
    for (const { uid, geometry } of grids) hash.update(`${uid} ${geometry}\n`);
    for (const { uid, lon, lat } of store.each("places")) hash.update(`${uid} ${lon} ${lat}\n`);
    const ground = hash.copy().digest("hex");
    if (ground !== groundRead) {
      groundRead = ground;
      finders = new Map();
      for (const unit of units.values()) unit.eye.lookAgain(finderFor(unit.platform));
    }
    const hung = [...store.each("cameras")].filter(({ bearing }) => bearing !== null);
    for (const { uid, lon, lat, bearing } of hung) hash.update(`${uid} ${lon} ${lat} ${bearing}\n`);
    const seen = hash.digest("hex");
    if (seen === seenRead) return;
    seenRead = seen;
    cameras = new Map(
      hung.map((camera) => {
        const rules = rulesOf(camera.platform);
        const sees = grids
          .filter(({ platform, lon, lat }) => platform === camera.platform && inCone(camera, lon, lat, rules))
          .map(({ uid }) => gridSubject(uid));
        const stays = (cameras.get(camera.uid)?.stays ?? []).filter(({ subject }) => sees.includes(subject));
        const { uid, platform } = camera;
        return [uid, { platform, by: "camera", uid, sees, leastMs: rules.leastSeconds * 1_000, stays }];
      }),
    );
  };
  reread();

  return {
    reread,
    take(rows) {
      const at = now();
      for (const row of rows) {
        let unit = units.get(row[0]);
        if (unit === undefined) {
          unit = unitOf(row[0], true);
          if (unit === undefined) continue;
          units.set(row[0], unit);
        }
        unit.eye.take(fixOf(row), at);
      }
    },
    flush() {
      lookAtCameras(now());
      write([...ended.splice(0), ...going(EXTEND_MS)]);
    },
    forget: () => forgetOld(store, now()),
    async fill(steps, pause, over) {
      const past = new Map<number, Unit>();
      for (const rows of steps) {
        if (over()) return;
        for (const row of rows) {
          let unit = past.get(row[0]);
          if (unit === undefined) {
            unit = unitOf(row[0], false);
            if (unit === undefined) continue;
            past.set(row[0], unit);
          }
          unit.eye.take(fixOf(row), now());
        }
        if (ended.length >= MOST_ROWS) write(ended.splice(0));
        await pause();
      }
      write([...ended.splice(0), ...[...past.values()].flatMap((unit) => goingOf(unit, 0))]);
    },
    close() {
      write([...ended.splice(0), ...going(0)]);
    },
  };
}

function goingOf(unit: Unit, leastAge: number): Due[] {
  return unit.eye
    .going()
    .filter((stay) => isDue(stay, unit.leastMs, leastAge))
    .map((stay) => ({ of: unit, stay }));
}

/** Is there something to write of a stay: long enough to be a visit, and known further than its row by `leastAge` ms? */
function isDue({ from, to, written }: Stay, leastMs: number, leastAge: number): boolean {
  return to - from >= leastMs && (Number.isNaN(written) || (to > written && to - written >= leastAge));
}

function putVisit(tx: Tx, { platform, by, uid }: Watched, { subject, from, to }: Stay): void {
  const kind = kindOfSubject(subject);
  const of = uidOfSubject(subject);
  const id = `${by}/${uid}/${kind}/${of}/${from}`;
  tx.put("visits", { platform, id, by, eye: uid, kind, subject: of, fromAt: from, toAt: Math.round(to) });
}

const fixOf = ([, lon, lat, , speed, status, at, device]: TracksMessage["rows"][number]) => ({
  at,
  lon,
  lat,
  speed,
  status,
  device,
});
