/**
 * After grids have changed: everything with a position is put into the unit grid that holds it now. What stands still
 * (cameras, places, stations, components) always goes by the grids of now. A case keeps the grid it was reported in as
 * long as that grid is there: only cases without one, and those of grids that are no more, are placed anew, by their
 * position or else by the grid that their file named.
 */
import type { Fact } from "../../../shared/case/case.ts";
import { FLAG_SAME_NUMBER, caseOfRecord, draftOfCase } from "../../../shared/case/record.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { gridIndex, type GridIndex } from "../geo.ts";
import { columnOf } from "../mapping/layout.ts";
import { knownMappings, loadMapping } from "../mapping/mapping.ts";
import { gridCoder } from "../mapping/read-case.ts";
import type { Sink } from "../sink.ts";

const STANDING = ["cameras", "places", "sensors", "components"] as const;
const BATCH = 2000;

/** Places everything of the platform; how many rows lie elsewhere than before. Commits of its own, batch by batch. */
export function settle(sink: Sink, platform: string): number {
  const grids = sink.grids(platform);
  const units = gridIndex(grids);
  let settled = 0;
  for (const table of STANDING) {
    const moved: [uid: number, unitGrid: number][] = [];
    for (const { uid, lon, lat, unitGrid } of sink.each(table, platform)) {
      const here = lon === null || lat === null ? 0 : units.at(lon, lat);
      if (here !== unitGrid) moved.push([uid, here]);
    }
    settled += moved.length;
    inBatches(sink, moved, ([uid, unitGrid]) => {
      const row = sink.get(table, uid);
      if (row !== null) sink.put(table, { ...row, unitGrid } as never);
    });
  }
  return settled + settleCases(sink, platform, units, new Set(grids.map(({ uid }) => uid)));
}

function settleCases(sink: Sink, platform: string, units: GridIndex, there: ReadonlySet<number>): number {
  const named = namedCode(sink, platform);
  const moved: [uid: number, unitGrid: number][] = [];
  for (const { uid, lon, lat, unitGrid, extra } of sink.each("cases", platform)) {
    if (unitGrid !== 0 && there.has(unitGrid)) continue;
    const here = (lon === null || lat === null ? 0 : units.at(lon, lat)) || units.byCode(named(extra));
    if (here !== unitGrid) moved.push([uid, here]);
  }
  inBatches(sink, moved, ([uid, unitGrid]) => {
    const row = sink.get("cases", uid);
    if (row !== null) sink.put("cases", placed(row, unitGrid, units.dutyOf(unitGrid)));
  });
  return moved.length;
}

/** From what an import kept of a case to the code of the grid that its file named, "" for none: as the import reads it. */
function namedCode(sink: Sink, platform: string): (extra: string) => string {
  const name = sink.mappingOf(platform);
  if (name === null || !knownMappings(undefined, ["cases"]).includes(name)) return () => "";
  const mapping = loadMapping(name);
  const column = mapping.columns[columnOf(mapping, "grid")]?.name;
  if (column === undefined) return () => "";
  const codeOf = gridCoder(mapping);
  return (extra) => codeOf((JSON.parse(extra) as Record<string, string>)[column]?.trim() ?? "");
}

/** The case with its report in another grid; everything else follows from its facts as before. */
function placed(row: RecordOf<"cases">, unitGrid: number, dutyGrid: number): ReturnType<typeof draftOfCase> {
  const { facts } = caseOfRecord(row);
  const moved = facts.map((fact): Fact =>
    fact.kind === "reported" ? { ...fact, report: { ...fact.report, unitGrid, dutyGrid } } : fact,
  );
  const { platform, id, caseNo, extra, flags } = row;
  const sameNumber = (flags & FLAG_SAME_NUMBER) !== 0;
  return draftOfCase({ platform, id, caseNo, extra, sameNumber }, caseOfRecord({ facts: JSON.stringify(moved) }));
}

function inBatches<T>(sink: Sink, all: readonly T[], work: (one: T) => void): void {
  for (let i = 0; i < all.length; i += BATCH) sink.batch(() => all.slice(i, i + BATCH).forEach(work));
}
