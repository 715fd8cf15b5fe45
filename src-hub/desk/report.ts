/** Cases that somebody at a window reports, e.g. for what a station measured. One occasion is one case, whoever tells of it. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { done, platformSeen, refused, type Deciding } from "./answer.ts";
import { fileCase } from "./cases.ts";

type Asked = Extract<DeskRequest, { ask: "report" }>;

/**
 * Files a case under its occasion. A second report of the same occasion is answered with the case that is there, also when
 * it comes from another window or long after.
 */
export function reportCase(deciding: Deciding, { platform, occasion, report }: Asked): DeskAnswer {
  const { store, asker } = deciding;
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
  const filed = fileCase(deciding, platform, { ...report, dutyGrid: grid?.dutyGrid ?? 0 }, occasion);
  return typeof filed === "string" ? refused(filed) : done(deciding, filed.uid);
}
