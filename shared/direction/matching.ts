/** Which occasions a rule of direction answers to. */
import { CASE_SOURCES } from "../case/case.ts";
import { metresBetween, sheetAt } from "../coverage/plane.ts";
import type { PlaceKind } from "../place-kinds.ts";
import type { DirectionWhen } from "../rules/direction.ts";
import type { RecordOf } from "../tables.ts";
import type { Occasion } from "./occasions.ts";

/** What a city has that rules speak of. */
export interface Places {
  /** The 大类 of a class as "scheme/majorCode"; "" for a class that is not known. */
  majorOf(classUid: number): string;
  /** Static points of a kind. */
  of(kind: PlaceKind): readonly { readonly lon: number; readonly lat: number }[];
}

/** The places of the rows of two tables. */
export function placesOf(
  classes: Iterable<Pick<RecordOf<"classes">, "uid" | "scheme" | "majorCode">>,
  places: Iterable<Pick<RecordOf<"places">, "kind" | "lon" | "lat">>,
): Places {
  const majors = new Map(Array.from(classes, ({ uid, scheme, majorCode }) => [uid, `${scheme}/${majorCode}`]));
  const byKind = Map.groupBy(places, ({ kind }) => kind);
  return { majorOf: (uid) => majors.get(uid) ?? "", of: (kind) => byKind.get(kind) ?? [] };
}

/** Whether a rule answers to an occasion. A rule by the clock answers to none. */
export function answers(when: DirectionWhen, occasion: Occasion, places: Places): boolean {
  if (when.on === "alarm") return occasion.on === "alarm" && occasion.rule === when.rule;
  if (when.on === "clock" || occasion.on !== "case" || occasion.event !== when.event) return false;
  const { about, step } = occasion;
  if (when.urgent && !about.urgent) return false;
  if (when.source !== undefined && about.source !== CASE_SOURCES[when.source]) return false;
  if (when.classUid !== undefined && about.classUid !== when.classUid) return false;
  if (when.major !== undefined && places.majorOf(about.classUid) !== when.major) return false;
  if (when.department !== undefined && step.department !== when.department) return false;
  if (when.dutyGrid !== undefined && about.dutyGrid !== when.dutyGrid) return false;
  return when.near === undefined || isNear(when.near, about, places);
}

function isNear(
  { kind, metres }: NonNullable<Extract<DirectionWhen, { on: "case" }>["near"]>,
  { lon, lat }: { readonly lon: number | null; readonly lat: number | null },
  places: Places,
): boolean {
  if (lon === null || lat === null) return false;
  const sheet = sheetAt(lat);
  return places.of(kind).some((each) => metresBetween(sheet, lon, lat, each.lon, each.lat) <= metres);
}

/** Parts of a rule about cases of which two that differ are never of one case. */
const TELLS_APART = ["source", "classUid", "major", "department", "dutyGrid"] as const;

/** Whether one occasion can be answered by both. What cannot be told apart by what the rules say counts as such. */
export function overlaps(a: DirectionWhen, b: DirectionWhen): boolean {
  if (a.on === "alarm") return b.on === "alarm" && a.rule === b.rule;
  if (a.on !== "case" || b.on !== "case" || a.event !== b.event) return false;
  return TELLS_APART.every((part) => a[part] === undefined || b[part] === undefined || a[part] === b[part]);
}
