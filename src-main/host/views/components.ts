/** Components (部件) in a box, and one of them. */
import { metresBetween, sheetAt } from "../../../shared/coverage/plane.ts";
import type { CaseLine, WholeValues } from "../../../shared/view.ts";
import { record } from "../cache/read.ts";
import { lineReader } from "./case-lines.ts";
import type { Source } from "./source.ts";

export interface ComponentsAsked {
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly limit: number;
}

/** Cases no farther from a component than this, m, are told beside it. */
const BESIDE_METRES = 30;
/** The nearest so many of them. */
const MOST_CASES = 20;

/** How many lie in the box, and at most `limit` of them; what is not read yet is missing from both. */
export function componentsAnswer(
  { bounds, limit }: ComponentsAsked,
  { components }: Source,
): WholeValues["components"] {
  components.wake();
  const { total, slots } = components.find(bounds, limit);
  return {
    total,
    uid: Uint32Array.from(slots, (slot) => components.uid[slot] as number),
    lon: Float64Array.from(slots, (slot) => components.lon[slot] as number),
    lat: Float64Array.from(slots, (slot) => components.lat[slot] as number),
    state: Uint8Array.from(slots, (slot) => components.stateOf[slot] as number),
    classUid: Uint32Array.from(slots, (slot) => components.classUid[slot] as number),
  };
}

/** A component with the open cases beside it; null when it is not in the cache. */
export function componentAnswer(uid: number, source: Source): WholeValues["component"] {
  const component = record(source.handle, "components", uid);
  if (component === null) return null;
  const { names } = source;
  const ofClass = names.classOf(component.classUid);
  const department = names.departmentOf(component.department);
  const { lon, lat } = component;
  return {
    component,
    className: ofClass?.name ?? "",
    classNameEn: ofClass?.nameEn ?? "",
    departmentName: department?.name ?? "",
    departmentNameEn: department?.nameEn ?? "",
    unitGridCode: names.gridCodeOf(component.unitGrid),
    cases: lon === null || lat === null ? [] : casesBeside(component.classUid, lon, lat, source),
  };
}

/** Open cases of the same class, the nearest first. The class of a matter about a component has the component's code. */
function casesBeside(classUid: number, lon: number, lat: number, source: Source): CaseLine[] {
  const { cases, names } = source;
  const own = names.classOf(classUid);
  const isSame = (other: number) => {
    if (other === classUid) return true;
    const found = names.classOf(other);
    return found !== undefined && found.scheme === own?.scheme && found.code === own.code;
  };
  const sheet = sheetAt(lat);
  const near: { readonly uid: number; readonly metres: number }[] = [];
  for (const i of cases.open) {
    const metres = metresBetween(sheet, lon, lat, cases.lon[i] as number, cases.lat[i] as number);
    if (metres <= BESIDE_METRES && isSame(cases.classUid[i] as number))
      near.push({ uid: cases.uid[i] as number, metres });
  }
  const nearest = near.toSorted((a, b) => a.metres - b.metres).slice(0, MOST_CASES);
  const lineOf = lineReader(source);
  return nearest.map(({ uid }) => lineOf(uid)).filter((line): line is CaseLine => line !== undefined);
}
