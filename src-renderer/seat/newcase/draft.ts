/**
 * A case that is being taken down: what is typed, what is wrong with it, and the request it makes.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z35 What is wrong with a new case is told at its field; nothing is sent while something is, and what was typed stays.
 * - Z36 One draft is one case, however often it is sent.
 * - Z37 A draft is on the disk half a second after a pause of typing, and goes only when its case is on its way or somebody
 *   lets go of it.
 */
import { CASE_SOURCES, type CaseSource } from "../../../shared/case/case.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { MOST_PICTURE, type DeskRequest, type PictureDraft } from "../../../shared/wire/desk.ts";

export type ReportRequest = Extract<DeskRequest, { ask: "report" }>;

/** Sources that somebody at a seat takes down, in the order of the form; patrollers and platforms report by themselves. */
export const SEAT_SOURCES = [
  "hotline",
  "public",
  "web",
  "mobile",
  "video",
  "leader",
  "other",
] as const satisfies readonly CaseSource[];
export const MOST_TEXT = 2_000;

export interface ReportDraft {
  readonly source: CaseSource;
  /** uid in `classes`, 0 none yet. */
  readonly classUid: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly address: string;
  readonly description: string;
  readonly urgent: boolean;
  readonly picture: PictureDraft | null;
  /** uid of the camera that is looked through, 0 none. */
  readonly camera: number;
}

export const EMPTY_DRAFT: ReportDraft = {
  source: "hotline",
  classUid: 0,
  lon: null,
  lat: null,
  address: "",
  description: "",
  urgent: false,
  picture: null,
  camera: 0,
};

/** Where drafts of new cases are kept. */
export const DRAFTS = "draft/report/";

export const isEmpty = (draft: ReportDraft): boolean =>
  draft.classUid === 0 &&
  draft.lon === null &&
  draft.address.trim() === "" &&
  draft.description.trim() === "" &&
  draft.picture === null;

/** A kept draft read back; what this version does not know is left out, and what is no draft is an empty one. */
export function readDraft(json: string | null): ReportDraft {
  let kept: Partial<ReportDraft> | null = null;
  try {
    kept = json === null ? null : (JSON.parse(json) as Partial<ReportDraft> | null);
  } catch {
    // What was not written by us holds nothing.
  }
  if (typeof kept !== "object" || kept === null) return EMPTY_DRAFT;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);
  const [lon, lat] = [number(kept.lon), number(kept.lat)];
  return {
    source: CASE_SOURCES.find((source) => source === kept.source) ?? EMPTY_DRAFT.source,
    classUid: number(kept.classUid) ?? 0,
    lon: lat === null ? null : lon,
    lat: lon === null ? null : lat,
    address: text(kept.address),
    description: text(kept.description),
    urgent: kept.urgent === true,
    picture: typeof kept.picture === "object" && kept.picture !== null ? kept.picture : null,
    camera: number(kept.camera) ?? 0,
  };
}

/** Each has a sentence `newcase.problem.<code>`. */
export const PROBLEMS = [
  "classMissing",
  "classGone",
  "placeMissing",
  "wordsMissing",
  "wordsLong",
  "addressLong",
  "pictureLarge",
] as const;
export type Problem = (typeof PROBLEMS)[number];
export type Field = "class" | "place" | "address" | "description" | "picture";
export type Problems = Readonly<Partial<Record<Field, Problem>>>;

/** What is wrong, by field; empty when it can be sent. A place is needed in words or as a point. */
export function problemsOf(draft: ReportDraft, classes: readonly Pick<RecordOf<"classes">, "uid">[]): Problems {
  const problems: { -readonly [F in Field]?: Problem } = {};
  if (draft.classUid === 0) problems.class = "classMissing";
  else if (!classes.some(({ uid }) => uid === draft.classUid)) problems.class = "classGone";
  if (draft.address.trim() === "" && draft.lon === null) problems.place = "placeMissing";
  if (draft.address.length > MOST_TEXT) problems.address = "addressLong";
  if (draft.description.trim() === "") problems.description = "wordsMissing";
  else if (draft.description.length > MOST_TEXT) problems.description = "wordsLong";
  if (draft.picture !== null && draft.picture.data.length > MOST_PICTURE) problems.picture = "pictureLarge";
  return problems;
}

/**
 * The request of a draft without problems. Its occasion is the draft's own id, so that sending it twice makes one case.
 * @param unitGrid uid of the grid that its point lies in, 0 none
 */
export function requestOf(
  id: string,
  draft: ReportDraft,
  found: Pick<RecordOf<"classes">, "uid" | "kind">,
  platform: string,
  unitGrid: number,
): ReportRequest {
  const { source, lon, lat, urgent, picture } = draft;
  return {
    ask: "report",
    platform,
    occasion: `seat/${id}`,
    report: {
      kind: found.kind === "component" ? "component" : "matter",
      classUid: found.uid,
      source,
      lon,
      lat,
      address: draft.address.trim(),
      unitGrid,
      description: draft.description.trim(),
      urgent,
    },
    ...(picture === null ? {} : { picture }),
  };
}

/** The draft that a request was made of. */
export function draftOf({ report, picture }: ReportRequest): ReportDraft {
  const { classUid, source, lon, lat, address, description, urgent } = report;
  return {
    source,
    classUid,
    lon,
    lat,
    address,
    description,
    urgent,
    picture: picture ?? null,
    camera: picture?.camera ?? 0,
  };
}
