/** What a click on the map opens. */
import type { RecordOf } from "../../shared/tables.ts";
import type { Desk, Drill } from "../board/desk.ts";
import { narrowedDrill } from "../board/only.ts";
import { drillOfGroup } from "../board/spot.ts";
import type { Words } from "../kit/text.ts";
import type { Pick } from "../map/props.ts";
import type { ShadeChoice } from "./features/feature.ts";
import { cellKeyOf } from "./features/shade-fill.ts";
import { drillOfShade, namedCell, shadePeriod } from "./features/shade-query.ts";
import type { Opened } from "./opened.ts";

export interface Picking {
  readonly words: Words;
  readonly desk: Desk;
  readonly shade: ShadeChoice;
  readonly grids: readonly RecordOf<"grids">[];
  readonly areas: readonly RecordOf<"areas">[];
  /** Opens what the map shows already, without moving it. */
  readonly begin: (opened: Opened) => void;
}

/** The cases behind a grid as it is shaded: those that its colour counts. */
export function drillOfGrid(uid: number, { desk, shade, grids, areas }: Picking): Drill {
  const grid = grids.find((row) => row.uid === uid);
  const own = { name: grid?.name || grid?.code || "", nameEn: grid?.nameEn || grid?.code || "" };
  const key = grid === undefined || shade.by !== "figure" ? undefined : cellKeyOf(grid, shade.level);
  if (key === undefined || shade.by !== "figure") {
    const period = shadePeriod("open", desk.period);
    return narrowedDrill({ query: { period, measure: "open", unitGrid: uid }, subject: own }, desk);
  }
  const named = namedCell(key, shade.level, grids, areas);
  return narrowedDrill(drillOfShade(shade, key, named, desk.period), desk);
}

export function pickedOn(what: NonNullable<Pick>, picking: Picking): void {
  const { desk, shade, begin } = picking;
  switch (what.kind) {
    case "case":
      begin({ show: "case", uid: what.uid });
      return;
    case "grid":
      if (shade.by === "coverage") begin({ show: "thing", thing: { kind: "gridVisits", uid: what.uid } });
      else desk.open(drillOfGrid(what.uid, picking));
      return;
    case "spot":
      desk.open(drillOfGroup(what.group));
      return;
    default:
      begin({ show: "thing", thing: { kind: what.kind, uid: what.uid } });
  }
}
