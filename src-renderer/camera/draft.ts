/** The case that a snapshot would be. */
import type { RecordOf } from "../../shared/tables.ts";
import type { AroundValue } from "../../shared/view.ts";
import type { DeskRequest } from "../../shared/wire/desk.ts";
import { clockText, fullDateText } from "../kit/time.ts";
import type { Words } from "../kit/text.ts";
import type { Snapshot } from "./snapshot.ts";

export type ReportRequest = Extract<DeskRequest, { ask: "report" }>;
type Class = RecordOf<"classes">;

/** Bytes that are turned into characters at once. */
const SLICE = 8_190;

/** Base64 of bytes. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  // Whole groups of three, so that the parts may stand one behind the other.
  for (let from = 0; from < bytes.length; from += SLICE) {
    text += btoa(String.fromCharCode(...bytes.subarray(from, from + SLICE)));
  }
  return text;
}

/** One frame of one camera is one case (V36), from however many windows it is reported. */
export const occasionOf = ({ camera, at }: Pick<Snapshot, "camera" | "at">): string =>
  `video/${camera.id.replaceAll(/[^\w.:-]/g, "-").slice(0, 100) || camera.uid}/${at}`;

/**
 * Classes to choose from, the likely one first: what was reported most around the place, then the nearest component's own,
 * then all others of the platform.
 */
export function classesFor(classes: readonly Class[], platform: string, around: AroundValue | null): Class[] {
  const likely = [
    ...(around?.classes ?? []).map(({ classUid }) => classUid),
    ...(around?.component == null ? [] : [around.component.classUid]),
  ];
  const rank = new Map([...new Set(likely)].map((uid, i) => [uid, i]));
  return classes
    .filter((each) => each.platform === platform)
    .toSorted((a, b) => (rank.get(a.uid) ?? Infinity) - (rank.get(b.uid) ?? Infinity) || 0);
}

/** The class that a draft begins with: the first of those that are likely here; none where nothing is known of the place. */
export function likelyClass(classes: readonly Class[], around: AroundValue | null): Class | undefined {
  const likely = new Set(around?.classes.map(({ classUid }) => classUid));
  if (around?.component != null) likely.add(around.component.classUid);
  return classes.find(({ uid }) => likely.has(uid));
}

/** "2026年11月22日 14:05:09" in the city's zone. */
export const frameMoment = (at: number, words: Words): string =>
  `${fullDateText(at, words.timeZone, words.language)} ${clockText(at, words.timeZone)}`;

/** The sentence a draft begins with. */
export const descriptionOf = ({ camera, at }: Pick<Snapshot, "camera" | "at">, found: Class, words: Words): string =>
  words.text("video.draftText", {
    what: words.name(found),
    camera: words.name(camera),
    moment: frameMoment(at, words),
  });

/** The snapshot as a case to report: where the camera is, with the frame as it was shown (V36). */
export function draftOf(
  snapshot: Snapshot,
  found: Pick<Class, "uid" | "kind">,
  description: string,
  around: AroundValue | null,
  words: Words,
): ReportRequest {
  const { camera, at, width, height, sha256, bytes } = snapshot;
  return {
    ask: "report",
    platform: camera.platform,
    occasion: occasionOf(snapshot),
    report: {
      kind: found.kind === "component" ? "component" : "matter",
      classUid: found.uid,
      source: "video",
      lon: camera.lon,
      lat: camera.lat,
      address: words.name(camera),
      unitGrid: around?.unitGrid || camera.unitGrid,
      description,
      urgent: false,
    },
    picture: { camera: camera.uid, at, width, height, type: "image/jpeg", sha256, data: base64Of(bytes) },
  };
}
