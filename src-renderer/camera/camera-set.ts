/** Which cameras a video panel goes through, and in which order. */
import type { CameraGroup, CameraLine } from "../../shared/view.ts";

export type SetChoice =
  | { readonly by: "all" }
  | { readonly by: "group"; readonly uid: number }
  | { readonly by: "picked"; readonly uids: readonly number[] };

/** What a scene asks for by the id of a group; all cameras where it names none, or one that is not there. */
export function firstChoice(group: string, groups: readonly CameraGroup[]): SetChoice {
  const found = group === "" ? undefined : groups.find(({ id }) => id === group);
  return found === undefined ? { by: "all" } : { by: "group", uid: found.uid };
}

/**
 * uids of the chosen cameras that have some picture to show (V31). Those that somebody moved stand in the order in which
 * they were left, before the others.
 */
export function setOf(
  choice: SetChoice,
  cameras: readonly CameraLine[],
  groups: readonly CameraGroup[],
  order: readonly number[],
): number[] {
  const shown = new Set(cameras.flatMap(({ uid, offers }) => (offers.length === 0 ? [] : [uid])));
  const chosen =
    choice.by === "all"
      ? cameras.map(({ uid }) => uid)
      : choice.by === "group"
        ? (groups.find(({ uid }) => uid === choice.uid)?.cameras ?? [])
        : choice.uids;
  const place = new Map(order.map((uid, i) => [uid, i]));
  const at = (uid: number) => place.get(uid) ?? Infinity;
  return [...new Set(chosen)]
    .filter((uid) => shown.has(uid))
    .toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
}

/** The order after two cameras changed places. */
export function movedIn(set: readonly number[], a: number, b: number): number[] {
  return set.map((uid) => (uid === a ? b : uid === b ? a : uid));
}

/** Cameras whose name, number or place in the list holds what was typed; all for nothing typed. */
export function foundCameras(cameras: readonly CameraLine[], typed: string): CameraLine[] {
  const wanted = typed.trim().toLowerCase();
  return cameras.filter(({ name, nameEn, code, id }) =>
    `${name} ${nameEn} ${code} ${id}`.toLowerCase().includes(wanted),
  );
}
