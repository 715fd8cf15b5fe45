/** What an import of things goes by: its coordinate system, its platform, its day. */
import { basename } from "node:path";
import { instantOf, localTime } from "../../../shared/evaluation/period.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { Draft } from "../../store/store.ts";
import { CRS_NAMES, crsOf, type Crs } from "../crs.ts";
import type { Layout } from "../mapping/layout.ts";
import { thingColumn, type ThingMapping } from "../mapping/thing-mapping.ts";
import type { Sink } from "../sink.ts";
import type { Since } from "./history.ts";
import type { ThingSource } from "./source.ts";

/** What of an import's options these rest on. */
interface Setting {
  readonly file: string;
  readonly mapping: ThingMapping;
  readonly platform?: string;
  readonly crs?: string;
  readonly since?: string;
}

/**
 * The declared system, held against what the file says itself; null for a table without positions. Throws trouble
 * `crsMissing`, `crsUnknown` or `crsContradicts`.
 */
export function declaredCrs({ crs, mapping, file }: Setting, source: ThingSource, layout: Layout): Crs | null {
  const hasColumns = (layout.cells[thingColumn(mapping, "lon")] ?? -1) >= 0;
  const positioned = mapping.table === "grids" || (mapping.table !== "areas" && (source.hasGeometry || hasColumns));
  if (!positioned) return null;
  const declared = crs ?? mapping.crs;
  if (declared === undefined) throw new TroubleError("crsMissing", { file: basename(file), known: CRS_NAMES });
  const meant = crsOf(declared);
  const said = source.contradiction(meant);
  if (said !== null) throw new TroubleError("crsContradicts", { file: basename(file), declared: meant.name, said });
  return meant;
}

/**
 * The platform's row: of the option, which has to be there already, or the mapping's. What is not there yet is put by the
 * import's first commit. Throws trouble `platformUnknown`.
 */
export function platformOf({ platform, mapping }: Setting, sink: Sink): Draft<"platforms"> {
  const id = platform ?? mapping.platform.platform;
  const there = sink.find("platforms", id, id);
  if (there !== null) {
    const { uid: _, ...draft } = there;
    return draft;
  }
  if (platform !== undefined) {
    const known = [...sink.each("platforms")].map((each) => each.id).join(", ");
    throw new TroubleError("platformUnknown", { platform, known });
  }
  const { box, ...row } = mapping.platform;
  const [west, south, east, north] = box;
  return { ...row, id, west, south, east, north, demo: 0 };
}

/** The day from which borders are so, null where none was given. Throws trouble `badOption` for no day, or one to come. */
export function sinceOf({ since: day }: Setting, timeZone: string): Since | null {
  if (day === undefined) return null;
  const at = firstInstant(day, timeZone);
  // A border of tomorrow would be shown today.
  if (at === null || at > Date.now()) {
    throw new TroubleError("badOption", { option: "--since", value: day, allowed: "YYYY-MM-DD" });
  }
  return { day, at };
}

function firstInstant(day: string, timeZone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (parts === null) return null;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const at = instantOf(timeZone, year, month, date);
  return dayText(at, timeZone) === day ? at : null;
}

/** YYYY-MM-DD of an instant in the city's zone. */
export function dayText(at: number, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
