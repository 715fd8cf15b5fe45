/**
 * Cameras as windows see them: lines without addresses, one camera's card, groups, video platforms, who is near.
 *
 * Rule (docs/rules.md), quoted by the tests:
 * - V48 Addresses of cameras and video platforms are told to a machine that may change the register, and to no other.
 */
import { coverageRulesOf } from "../../../shared/coverage/rules.ts";
import { mayAsk } from "../../../shared/rights.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { availabilityOf, merged, spansOf, weeksUntil } from "../../../shared/video/availability.ts";
import { camerasNear, type NearCamera } from "../../../shared/video/near.ts";
import { masksOf, presetsOf, streamsOf, type OutageReason } from "../../../shared/video/stream.ts";
import type { CameraLine, Question, WholeValues } from "../../../shared/view.ts";
import { record, records } from "../cache/read.ts";
import type { Source } from "./source.ts";

type Asked<N extends Question["view"]> = Extract<Question, { view: N }>;

/** Weeks of a camera's card. */
const CARD_WEEKS = 8;
/** Outages of a camera's card at most. */
const CARD_OUTAGES = 50;
const MINUTE = 60_000;

/** All cameras, each with the outage that goes on. */
export function camerasAnswer(source: Source): CameraLine[] {
  const open = new Map(openOutages(source).map((outage) => [outage.camera, outage] as const));
  return records(source.handle, "cameras").map((camera) => lineOf(camera, open.get(camera.uid)));
}

/** The outages that go on. Of all of them, which are many after a year, no other is read. */
export function openOutages({ handle }: Source): (OpenOutage & { readonly camera: number })[] {
  return handle
    .prepare<[], OpenOutage & { readonly camera: number }>(
      "SELECT camera, fromAt, why FROM outages WHERE toAt IS NULL AND camera <> 0 ORDER BY uid",
    )
    .all();
}

type OpenOutage = Pick<RecordOf<"outages">, "fromAt" | "why">;

function lineOf(row: RecordOf<"cameras">, outage: OpenOutage | undefined): CameraLine {
  const { imageUrl, streams, masks, presets, channel: _channel, gateway: _gateway, ...line } = row;
  const offers = streamsOf({ streams, imageUrl }).map(({ use, kind }) => ({ use, kind }));
  return {
    ...line,
    offers,
    masks: masksOf({ masks }),
    presets: presetsOf({ presets }),
    outage: outage === undefined ? null : { since: outage.fromAt, why: outage.why as OutageReason },
  };
}

/** Whether the register may be changed from this machine, as the hub last said. */
function mayChange({ beside }: Source): boolean {
  const { role } = beside.rights();
  return role !== null && mayAsk(role, "putCamera");
}

/** The moment that shares of time are counted up to: a picture for every second would differ in nothing else. */
export const countedUntil = (source: Source): number => source.now() - (source.now() % MINUTE);

/** One camera; null when it is not in the cache. */
export function cameraAnswer(uid: number, source: Source): WholeValues["camera"] {
  const found = record(source.handle, "cameras", uid);
  if (found === null) return null;
  const outages = source.handle
    .prepare<[number], Pick<RecordOf<"outages">, "fromAt" | "toAt" | "why">>(
      "SELECT fromAt, toAt, why FROM outages WHERE camera = ? ORDER BY fromAt DESC, uid DESC",
    )
    .all(uid);
  const gaps = source.handle
    .prepare<[], Pick<RecordOf<"outages">, "fromAt" | "toAt">>("SELECT fromAt, toAt FROM outages WHERE camera = 0")
    .all();
  const now = countedUntil(source);
  const weeks = weeksUntil(now, CARD_WEEKS, source.names.timeZone());
  return {
    line: lineOf(
      found,
      outages.find(({ toAt }) => toAt === null),
    ),
    register: mayChange(source)
      ? {
          streams: streamsOf({ streams: found.streams, imageUrl: "" }),
          imageUrl: found.imageUrl,
          gateway: found.gateway,
          channel: found.channel,
        }
      : null,
    groups: cameraGroupsAnswer(source).flatMap((group) => (group.cameras.includes(uid) ? [group.uid] : [])),
    weeks: availabilityOf(weeks, now, found.watchedFrom, outages, merged(spansOf(gaps, now))),
    outages: outages.slice(0, CARD_OUTAGES),
  };
}

/** All groups with their cameras in the order of the round; a camera that is not in the cache may be among them. */
export function cameraGroupsAnswer({ handle }: Source): WholeValues["cameraGroups"] {
  return records(handle, "cameraGroups").map(({ uid, id, name, nameEn, cameras }) => ({
    ...{ uid, id, name, nameEn },
    cameras: uidsOf(cameras),
  }));
}

/** The uids of a JSON array; what is none is left out. */
function uidsOf(text: string): number[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((uid): uid is number => Number.isSafeInteger(uid) && uid > 0) : [];
  } catch {
    return []; // the hub writes JSON; a group whose list cannot be read has no cameras
  }
}

/** All video platforms. */
export function gatewaysAnswer(source: Source): WholeValues["gateways"] {
  const open = mayChange(source);
  return records(source.handle, "gateways").map((gateway) => (open ? gateway : { ...gateway, url: "" }));
}

export function camerasNearAnswer(asked: Asked<"camerasNear">, source: Source): WholeValues["camerasNear"] {
  const cameras = source.handle
    .prepare<[], NearCamera>("SELECT uid, lon, lat, bearing, fov, reach, online FROM cameras WHERE lon IS NOT NULL")
    .all();
  return camerasNear(cameras, asked.lon, asked.lat, coverageRulesOf(source.rules.policy()), asked.limit);
}
