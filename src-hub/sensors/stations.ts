/**
 * The stations of a city, as a file its owner keeps: where they stand, by which limits they go, and in which unit each sends
 * its particles. Nothing of that can be told from what they send.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { MultiPolygon, Polygon } from "geojson";
import * as v from "valibot";
import { PARTICLE_UNITS, type ParticleUnit } from "../../shared/device/hj212-values.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Store, Tx } from "../store/store.ts";

const text = v.pipe(v.string(), v.maxLength(200));
const schema = v.strictObject({
  format: v.literal(1),
  platform: v.pipe(text, v.minLength(1)),
  /** Said, not guessed: the two agree to centimetres. */
  crs: v.picklist(["WGS84", "CGCS2000"]),
  stations: v.array(
    v.strictObject({
      id: v.pipe(text, v.minLength(1)),
      name: v.pipe(text, v.minLength(1)),
      nameEn: v.optional(text, ""),
      kind: v.picklist(["dust", "noise", "both"]),
      lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
      lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
      /** Id of a department, "" for none. */
      department: v.optional(text, ""),
      /** Name of a file of thresholds, "" for the platform's. */
      thresholds: v.optional(text, ""),
      particles: v.picklist(PARTICLE_UNITS),
      /** Frames with another are not taken; "" takes any. */
      password: v.optional(text, ""),
    }),
  ),
});
type StationFile = v.InferOutput<typeof schema>;

/** A station that may report. */
export interface Station {
  readonly id: string;
  readonly uid: number;
  readonly platform: string;
  readonly timeZone: string;
  readonly thresholds: string;
  readonly particles: ParticleUnit;
  readonly password: string;
}

/**
 * Reads the stations' file and puts them into the store as one commit; all of them or none.
 * @param at hub time of the commit
 * @param known names of the files of thresholds
 * @throws TroubleError `stationsBroken` with the file, the place in it and what is wrong
 */
export function readStations(path: string, store: Store, at: number, known: readonly string[]): Station[] {
  const file = basename(path);
  const broken = (where: string, why: string) => new TroubleError("stationsBroken", { file, path: where, why });
  const read = parsed(path, broken);
  const { platform, stations } = read;
  const row = store.find("platforms", platform, platform);
  if (row === null) throw broken("platform", unknown(platform, namesOf(store, "platforms")));
  const grids = [...store.each("grids", platform)].filter(({ level }) => level === "unit");
  const seen = new Set<string>();
  const places = stations.map(({ id, lon, lat, department, thresholds }, i) => {
    const where = `stations.${i}`;
    if (seen.has(id)) throw broken(`${where}.id`, `"${id}" ×2`);
    seen.add(id);
    if (lon < row.west || lon > row.east || lat < row.south || lat > row.north) {
      throw broken(`${where}.lon`, `${lon}, ${lat} ∉ [${row.west}, ${row.south}, ${row.east}, ${row.north}]`);
    }
    const found = department === "" ? null : store.find("departments", platform, department);
    if (department !== "" && found === null) {
      throw broken(`${where}.department`, unknown(department, namesOf(store, "departments", platform)));
    }
    if (thresholds !== "" && !known.includes(thresholds)) {
      throw broken(`${where}.thresholds`, unknown(thresholds, known));
    }
    const grid = grids.find(({ geometry }) =>
      booleanPointInPolygon([lon, lat], JSON.parse(geometry) as Polygon | MultiPolygon),
    );
    return { department: found?.uid ?? 0, unitGrid: grid?.uid ?? 0 };
  });
  return store.transact(at, (tx) => stations.map((station, i) => put(tx, read, station, places[i], row.timeZone)));
}

/** Names told at most: a list that long is looked up elsewhere. */
const MOST_NAMES = 20;

const unknown = (name: string, known: readonly string[]) =>
  `"${name}" ∉ {${known.slice(0, MOST_NAMES).join(", ")}${known.length > MOST_NAMES ? ", …" : ""}}`;

const namesOf = (store: Store, table: "platforms" | "departments", platform?: string) =>
  [...store.each(table, platform)].map(({ id }) => id);

function put(
  tx: Tx,
  { platform }: StationFile,
  { particles, password, ...station }: StationFile["stations"][number],
  place: { readonly department: number; readonly unitGrid: number } | undefined,
  timeZone: string,
): Station {
  const { uid } = tx.put("sensors", { platform, ...station, ...(place ?? { department: 0, unitGrid: 0 }) });
  return { id: station.id, uid, platform, timeZone, thresholds: station.thresholds, particles, password };
}

function parsed(path: string, broken: (where: string, why: string) => TroubleError): StationFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new TroubleError("fileMissing", { file: path });
    if (code !== undefined) throw new TroubleError("fileUnreadable", { file: path, why: code });
    throw broken("·", message);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw broken(v.getDotPath(issue) ?? "·", `${issue.expected} ← ${issue.received}`);
}
