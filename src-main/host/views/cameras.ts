/** Cameras as windows see them: lines without addresses, one camera's card, who is near, how well they are. */
import type { RecordOf } from "../../../shared/tables.ts";
import { masksOf, presetsOf, streamsOf, type OutageReason } from "../../../shared/video/stream.ts";
import type { CameraLine, Question, WholeValues } from "../../../shared/view.ts";
import { record, records } from "../cache/read.ts";
import type { Source } from "./source.ts";

type Asked<N extends Question["view"]> = Extract<Question, { view: N }>;

/** All cameras, each with the outage that goes on. */
export function camerasAnswer(source: Source): CameraLine[] {
  const open = new Map(
    records(source.handle, "outages").flatMap((outage) =>
      outage.toAt === null && outage.camera !== 0 ? [[outage.camera, outage] as const] : [],
    ),
  );
  return records(source.handle, "cameras").map((camera) => lineOf(camera, open.get(camera.uid)));
}

function lineOf(row: RecordOf<"cameras">, outage: RecordOf<"outages"> | undefined): CameraLine {
  const { imageUrl, streams, masks, presets, channel, gateway, ...line } = row;
  const offers = streamsOf({ streams, imageUrl }).map(({ use, kind }) => ({ use, kind }));
  return {
    ...line,
    offers,
    masks: masksOf({ masks }),
    presets: presetsOf({ presets }),
    outage: outage === undefined ? null : { since: outage.fromAt, why: outage.why as OutageReason },
  };
}

export function cameraAnswer(uid: number, source: Source): WholeValues["camera"] {
  const found = record(source.handle, "cameras", uid);
  return found === null ? null : { line: lineOf(found, undefined), register: null, groups: [], weeks: [], outages: [] };
}

export function cameraGroupsAnswer(_source: Source): WholeValues["cameraGroups"] {
  return [];
}

export function camerasNearAnswer(_asked: Asked<"camerasNear">, _source: Source): WholeValues["camerasNear"] {
  return [];
}

export function cameraHealthAnswer(_weeks: number, _source: Source): WholeValues["cameraHealth"] {
  return { online: 0, all: 0, target: null, weeks: [], owners: [], out: [], worst: [] };
}

export function looksAnswer(_asked: Asked<"looks">, _source: Source): WholeValues["looks"] {
  return [];
}

export function picturesAnswer(_caseUid: number, _source: Source): WholeValues["pictures"] {
  return [];
}
