/** Grids of one level out of a file: all of them are read and held against each other before the first is put. */
import type { Position } from "geojson";
import { areaOfPolygons, labelPoint, polygonsOf, type AreaGeometry, type Box } from "../../../shared/place/polygon.ts";
import { explainCode } from "../../../shared/place/explain.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Draft, PutOutcome } from "../../store/store.ts";
import type { Crs } from "../crs.ts";
import { gridIndex, thinned } from "../geo.ts";
import type { Layout } from "../mapping/layout.ts";
import { namedFor } from "../mapping/mapping.ts";
import { thingColumn, thingTitle, type ThingMapping, type ThingRole } from "../mapping/thing-mapping.ts";
import type { Sink } from "../sink.ts";
import { isChange, type BorderHistory, type GridChange } from "./history.ts";
import { outlineOf } from "./outline.ts";
import type { ThingRow } from "./source.ts";
import type { TakerOptions, ThingRejection } from "./takers.ts";

type Grid = RecordOf<"grids">;

/** A grid as a row says it, before the hub is looked at. */
export interface ReadGrid {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** Code of its duty grid, "" where the file does not say. */
  readonly dutyCode: string;
  readonly geometry: AreaGeometry;
}

/** Degrees of a metre along a meridian. */
const DEGREES_PER_METRE = 180 / (Math.PI * 6_371_008.8);

/** Makes the function that reads the rows of one file; null for codes that stand for no grid. */
export function gridReader(
  { mapping, layout, explain }: Pick<TakerOptions, "mapping" | "explain"> & { readonly layout: Layout },
  crs: Crs,
  box: Box,
): (row: ThingRow) => ReadGrid | null | { readonly rejection: ThingRejection } {
  const cellOf = (role: ThingRole) => layout.cells[thingColumn(mapping, role)] ?? -1;
  const at = { code: cellOf("code"), name: cellOf("name"), nameEn: cellOf("nameEn"), duty: cellOf("dutyGrid") };
  const field = thingTitle(mapping, "code");
  const seen = new Set<string>();
  return ({ cells, geometry }) => {
    if (cells === null) return { rejection: { rule: "notARecord", field: "", value: "" } };
    const text = (cell: number) => (cells[cell] ?? "").trim();
    const code = text(at.code);
    if (code === "") return { rejection: { rule: "keyMissing", field, value: "" } };
    if (mapping.skip.includes(code)) return null;
    if (mapping.level === "unit" && mapping.codes === "standard" && !explainCode("unitGrid", code).ok) {
      return { rejection: { rule: "codeWrong", field, value: code, why: explain("unitGrid", code, null) } };
    }
    if (seen.has(code)) return { rejection: { rule: "duplicateKey", field, value: code } };
    const read = outlineOf(geometry, crs, box);
    if ("fault" in read) return { rejection: { rule: read.fault, field: "geometry", value: read.value } };
    seen.add(code);
    const names = namedFor(mapping.names, code);
    return {
      code,
      name: text(at.name) || names?.name || code,
      nameEn: text(at.nameEn) || names?.nameEn || "",
      dutyCode: text(at.duty),
      geometry: thin(read.outline, mapping),
    };
  };
}

function thin(geometry: AreaGeometry, { thinMetres }: ThingMapping): AreaGeometry {
  if (thinMetres === undefined) return geometry;
  const polygons = polygonsOf(geometry).map((rings) =>
    rings.map((ring) => thinned(ring as readonly Position[], thinMetres * DEGREES_PER_METRE) as [number, number][]),
  );
  return polygons.length === 1
    ? { type: "Polygon", coordinates: polygons[0] as [number, number][][] }
    : { type: "MultiPolygon", coordinates: polygons };
}

/** What is to be done about the grids of a level. */
export interface GridPlan {
  readonly changes: readonly GridChange[];
  /** Grids that the file, said to be whole, does not have any more. */
  readonly ended: readonly Grid[];
  /** Grids of the level that stay as they are. */
  readonly standing: readonly Grid[];
  /** Rows whose duty grid the hub does not have: found by position instead. */
  readonly dutyUnknown: number;
}

/** Holds what was read against the hub. Nothing is put. */
export function planGrids(
  read: readonly ReadGrid[],
  known: readonly Grid[],
  { platform, level, whole }: { readonly platform: string; readonly level: "unit" | "duty"; readonly whole: boolean },
): GridPlan {
  const own = known.filter((grid) => grid.level === level);
  const byCode = new Map(own.map((grid) => [grid.code, grid]));
  const duties = gridIndex(known, "duty");
  const given = new Set(read.map(({ code }) => code));
  let dutyUnknown = 0;
  const changes = read.map(({ code, name, nameEn, dutyCode, geometry }): GridChange => {
    const before = byCode.get(code) ?? null;
    const polygons = polygonsOf(geometry);
    const [lon, lat] = labelPoint(polygons);
    let dutyGrid = 0;
    if (level === "unit") {
      dutyGrid = dutyCode === "" ? 0 : duties.byCode(dutyCode);
      if (dutyCode !== "" && dutyGrid === 0) dutyUnknown += 1;
      if (dutyGrid === 0) dutyGrid = duties.at(lon, lat);
    }
    return {
      known: before,
      draft: {
        platform,
        id: before?.id ?? `${level}/${code}`,
        level,
        code,
        name,
        nameEn,
        dutyGrid,
        lon,
        lat,
        areaM2: Math.round(areaOfPolygons(polygons)),
        geometry: JSON.stringify(geometry),
      },
    };
  });
  const others = own.filter(({ code }) => !given.has(code));
  return { changes, ended: whole ? others : [], standing: whole ? [] : others, dutyUnknown };
}

interface GridsPut {
  readonly outcomes: Readonly<Record<PutOutcome, number>>;
  /** Borders kept as former ones. */
  readonly former: number;
  /** Whether any grid's ground is another one than before. */
  readonly moved: boolean;
}

/** Puts a plan; inside one batch, so that all of it holds or none. */
export function putGrids(plan: GridPlan, sink: Sink, history: BorderHistory): GridsPut {
  const outcomes: Record<PutOutcome, number> = { new: 0, changed: 0, same: 0 };
  let former = 0;
  for (const change of plan.changes) {
    const { uid, outcome } = sink.put("grids", change.draft);
    outcomes[outcome] += 1;
    if (history.changed(change, uid)) former += 1;
  }
  for (const grid of plan.ended) {
    if (history.ended(grid)) former += 1;
    sink.del("grids", grid.uid);
  }
  return { outcomes, former, moved: plan.ended.length > 0 || plan.changes.some(isChange) };
}

/** After duty grids changed: each unit grid belongs to the duty grid that holds its label. Inside a batch. */
export function relinkUnits(known: readonly Grid[], sink: Sink): void {
  const duties = gridIndex(known, "duty");
  const there = new Set(known.map(({ uid }) => uid));
  for (const unit of known) {
    if (unit.level !== "unit") continue;
    const here = duties.at(unit.lon, unit.lat) || (there.has(unit.dutyGrid) ? unit.dutyGrid : 0);
    if (here !== unit.dutyGrid) sink.put("grids", { ...unit, dutyGrid: here } as Draft<"grids">);
  }
}
