/**
 * The grids as their borders were at an instant. What `grids` says holds since the last former border of a grid ended; a
 * former border without an area says that the grid was not there yet.
 */
import { labelPoint, polygonsOf, type AreaGeometry } from "../../../shared/place/polygon.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import type { Source } from "./source.ts";

/** Uids of grids that are no more stand above everything a hub gives out. */
const GONE = 2 ** 40;

/** `changes`: the instants at which borders changed, in their order. */
export function bordersAnswer(at: number, { handle }: Source): WholeValues["borders"] {
  const borders = records(handle, "borders");
  const keyOf = ({ platform, level, code }: { platform: string; level: string; code: string }) =>
    `${platform}/${level}/${code}`;
  const then = new Map(
    borders
      .filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= at) && at < validTo)
      .map((border) => [keyOf(border), border]),
  );
  const grids: RecordOf<"grids">[] = [];
  for (const grid of records(handle, "grids")) {
    const former = then.get(keyOf(grid));
    then.delete(keyOf(grid));
    if (former === undefined) grids.push(grid);
    else if (former.areaM2 > 0) grids.push(gridOf(former, grid.uid, grid.id));
  }
  for (const former of then.values()) {
    if (former.areaM2 > 0) grids.push(gridOf(former, GONE + former.uid, former.id));
  }
  const changes = [...new Set(borders.map(({ validTo }) => validTo))].toSorted((a, b) => a - b);
  return { at, grids, changes };
}

function gridOf(former: RecordOf<"borders">, uid: number, id: string): RecordOf<"grids"> {
  const { platform, level, code, name, nameEn, dutyGrid, areaM2, geometry } = former;
  const [lon, lat] = labelPoint(polygonsOf(JSON.parse(geometry) as AreaGeometry));
  return { uid, platform, id, level, code, name, nameEn, dutyGrid, lon, lat, areaM2, geometry };
}
