/** What has a name or a code and is few enough to be kept in memory: table by table, made again when its table changes. */
import { AREA_LEVELS } from "../../../shared/place-kinds.ts";
import type { RecordOf, TableName } from "../../../shared/tables.ts";
import type { Found } from "../../../shared/view.ts";
import { record, records } from "../cache/read.ts";
import { openLexicon, type Hit, type Lexicon, type Named } from "../search/lexicon.ts";
import type { Source } from "./source.ts";

type Place = Pick<Found, "lon" | "lat">;
const NOWHERE: Place = { lon: null, lat: null };

interface Kind {
  readonly kind: Found["kind"];
  readonly table: TableName;
  readonly all: (source: Source) => Named<Found>[];
  /** Where it lies, where the row does not say; asked for what is shown only. */
  readonly place?: (found: Found, source: Source) => Place;
}

interface Row {
  readonly uid: number;
  readonly name: string;
  readonly nameEn: string;
}

/** How a row is shown and what it is found by. */
function named(
  kind: Found["kind"],
  row: Row,
  about: Place & { readonly detail: string; readonly detailEn?: string },
  by: {
    readonly codes?: readonly string[];
    readonly names?: readonly string[];
    readonly namesEn?: readonly string[];
  } = {},
): Named<Found> {
  const { uid, name, nameEn } = row;
  const { lon, lat, detail, detailEn = detail } = about;
  return {
    thing: { kind, uid, title: name || detail, titleEn: nameEn || name || detail, detail, detailEn, lon, lat },
    names: [name, ...(by.names ?? [])],
    namesEn: [nameEn, ...(by.namesEn ?? [])],
    codes: by.codes ?? [],
  };
}

/** In the order in which equals are shown. */
const KINDS: readonly Kind[] = [
  {
    kind: "street",
    table: "features",
    all: streets,
    place: ({ uid }, { handle }) => middleOf(record(handle, "features", uid)?.geometry ?? ""),
  },
  {
    kind: "area",
    table: "areas",
    all: ({ handle }) =>
      records(handle, "areas").map((row) =>
        named("area", row, { ...NOWHERE, detail: row.code }, { codes: [row.code] }),
      ),
    place: ({ detail }, source) => middleOfArea(detail, source),
  },
  {
    kind: "department",
    table: "departments",
    all: ({ handle }) =>
      records(handle, "departments").map((row) =>
        named(
          "department",
          row,
          { ...NOWHERE, detail: row.shortName, detailEn: row.shortNameEn },
          { names: [row.shortName], namesEn: [row.shortNameEn] },
        ),
      ),
  },
  {
    kind: "unit",
    table: "units",
    all: ({ handle }) =>
      records(handle, "units").map((row) =>
        named("unit", row, { ...NOWHERE, detail: row.plate }, { codes: [row.plate], names: [row.plate] }),
      ),
  },
  {
    kind: "camera",
    table: "cameras",
    all: ({ handle }) =>
      records(handle, "cameras").map((row) =>
        named("camera", row, { ...row, detail: row.code }, { codes: [row.code] }),
      ),
  },
  {
    kind: "grid",
    table: "grids",
    all: ({ handle }) =>
      handle
        .prepare<[], Row & Place & { readonly code: string }>("SELECT uid, name, nameEn, code, lon, lat FROM grids")
        .all()
        .map((row) => named("grid", row, { ...row, detail: row.code }, { codes: [row.code] })),
  },
  {
    kind: "place",
    table: "places",
    all: ({ handle }) =>
      records(handle, "places").map((row) => named("place", row, { ...row, detail: row.code }, { codes: [row.code] })),
  },
  {
    kind: "sensor",
    table: "sensors",
    all: ({ handle }) =>
      records(handle, "sensors").map((row) => named("sensor", row, { ...row, detail: row.id }, { codes: [row.id] })),
  },
];

/** Labels of districts, parks and rivers, and roads: one for each name. */
function streets({ handle }: Source): Named<Found>[] {
  const rows = handle
    .prepare<[], Row & Pick<RecordOf<"features">, "layer">>(
      `SELECT uid, name, nameEn, layer FROM features
        WHERE name <> '' AND layer IN ('road', 'label') ORDER BY layer, uid`,
    )
    .all();
  const byName = Map.groupBy(rows, ({ name }) => name);
  // A label lies where its thing is best named; of the pieces of a road the middle one.
  const one = (all: readonly (typeof rows)[number][]) =>
    all.find(({ layer }) => layer === "label") ?? (all[Math.floor(all.length / 2)] as (typeof rows)[number]);
  return [...byName.values()].map((all) => named("street", one(all), { ...NOWHERE, detail: "" }));
}

type Position = readonly [lon: number, lat: number];

/** A point of a GeoJSON geometry that stands for it: the middle corner of its line or ring. */
function middleOf(geometry: string): Place {
  let coordinates: unknown;
  try {
    coordinates = (JSON.parse(geometry) as { readonly coordinates?: unknown }).coordinates;
  } catch {
    return NOWHERE; // a base map with a broken geometry draws without it too
  }
  while (Array.isArray(coordinates) && Array.isArray(coordinates[0])) {
    coordinates = (coordinates as unknown[])[Math.floor(coordinates.length / 2)];
  }
  if (!Array.isArray(coordinates) || typeof coordinates[0] !== "number") return NOWHERE;
  const [lon, lat] = coordinates as unknown as Position;
  return { lon, lat };
}

/** The mean place of the unit grids whose codes begin with the area's. */
function middleOfArea(code: string, { handle }: Source): Place {
  const digits = Math.max(...Object.values(AREA_LEVELS));
  if (code.length > digits) return NOWHERE;
  return (
    handle
      .prepare<[string], Place>(
        "SELECT avg(lon) AS lon, avg(lat) AS lat FROM grids WHERE level = 'unit' AND code GLOB ?",
      )
      .get(`${code.replaceAll(/[^0-9A-Z]/g, "")}*`) ?? NOWHERE
  );
}

interface Kept {
  readonly version: number;
  readonly lexicon: Lexicon<Found>;
}

const keptBySource = new WeakMap<Source, Map<Found["kind"], Kept>>();

/** Prepares names and their sounds, so that the first letter typed need not wait for it. */
export function prepareNames(source: Source): void {
  if (!keptBySource.has(source)) findNamed("a", 0, source);
}

/** What matches by its name or code, at most `perKind` of each kind. */
export function findNamed(text: string, perKind: number, source: Source): Hit<Found>[] {
  let kept = keptBySource.get(source);
  if (kept === undefined) keptBySource.set(source, (kept = new Map()));
  return KINDS.flatMap(({ kind, table, all, place }) => {
    const version = source.version(table);
    let known = kept.get(kind);
    if (known?.version !== version) kept.set(kind, (known = { version, lexicon: openLexicon(all(source)) }));
    const hits = known.lexicon.find(text).slice(0, perKind);
    return place === undefined
      ? hits
      : hits.map(({ thing, rank }) => ({ thing: { ...thing, ...place(thing, source) }, rank }));
  });
}
