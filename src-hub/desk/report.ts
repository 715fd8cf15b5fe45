/**
 * Cases that somebody at a window reports, e.g. for what a station measured or a camera shows. One occasion is one case,
 * whoever tells of it, and so is one picture (V52).
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { done, isSeen, platformSeen, refused, type Deciding } from "./answer.ts";
import { fileCase } from "./cases.ts";
import { bytesOf } from "./picture.ts";

type Asked = Extract<DeskRequest, { ask: "report" }>;

/**
 * Files a case under its occasion. A second report of the same occasion is answered with the case that is there, also when
 * it comes from another window or long after.
 */
export function reportCase(deciding: Deciding, { platform, occasion, report, picture }: Asked): DeskAnswer {
  const { store, asker, tx, at, by } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const known = store.find("cases", platform, occasion);
  if (known !== null) return done(deciding, known.uid);
  const { departments, unitGrids } = asker.scope;
  // A new case is with no department yet: whoever sees only some would not see what they filed.
  if (departments !== null || (unitGrids !== null && !unitGrids.includes(report.unitGrid)))
    return refused("notAllowed");
  const found = store.get("classes", report.classUid);
  if (found === null || found.platform !== platform || found.kind !== report.kind) return refused("unknownClass");
  const grid = report.unitGrid === 0 ? null : store.get("grids", report.unitGrid);
  if (report.unitGrid !== 0 && (grid === null || grid.platform !== platform || grid.level !== "unit")) {
    return refused("badValue");
  }
  const shot = picture === undefined ? null : bytesOf(picture);
  if (picture !== undefined) {
    // A camera may have been removed since the picture was taken: it shows what it shows all the same.
    const camera = store.get("cameras", picture.camera);
    if (camera !== null && (camera.platform !== platform || !isSeen(deciding, "cameras", camera))) {
      return refused("unknownCamera");
    }
    if (shot === null) return refused("pictureBroken");
    const before = store.find("pictures", platform, picture.sha256);
    if (before !== null) return done(deciding, before.caseUid);
  }
  const filed = fileCase(deciding, platform, { ...report, dutyGrid: grid?.dutyGrid ?? 0 }, occasion);
  if (typeof filed === "string") return refused(filed);
  if (picture !== undefined && shot !== null) {
    const { camera, sha256: id, width, height, type } = picture;
    const taken = { at: Math.min(picture.at, at), bytes: shot.length, takenBy: by };
    tx.put("pictures", { platform, id, camera, caseUid: filed.uid, width, height, type, ...taken });
    tx.keepPicture(id, shot);
  }
  return done(deciding, filed.uid);
}
