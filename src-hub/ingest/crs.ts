/**
 * Coordinate reference systems of files. A file's system is declared and never guessed; its coordinates are converted once,
 * on entry, to WGS 84 degrees, which is what everything inside goes by. CGCS2000 differs from WGS 84 by centimetres and
 * counts as equal; GCJ-02 and BD-09 by hundreds of metres (domain notes §6.4).
 */
import gcoordModule from "gcoord";
import proj4 from "proj4";
import { TroubleError } from "../../shared/trouble.ts";

/** What we use of it: its types describe a module that has a default, Node loads that default itself. */
const gcoord = gcoordModule as unknown as {
  transform(position: [x: number, y: number], from: "GCJ02" | "BD09", to: "WGS84"): [lon: number, lat: number];
};

/** What a file declares its coordinates to be. */
export interface Crs {
  /** As it was declared, in small letters: `wgs84`, `epsg:4547` … */
  readonly name: string;
  /** False where coordinates are metres east and north. */
  readonly degrees: boolean;
  /** WGS 84 degrees of a pair of coordinates, east (or longitude) first. */
  readonly lonLat: (x: number, y: number) => [lon: number, lat: number];
  /** proj4 text of the system, null for the shifted ones (GCJ-02, BD-09) that no register describes. */
  readonly definition: string | null;
}

/** Names that may be declared; EPSG codes beside them are those of CGCS2000, WGS 84 / UTM and Web Mercator. */
export const CRS_NAMES = "wgs84 cgcs2000 gcj02 bd09 epsg:4490 epsg:4326 epsg:4491–4554 epsg:326xx epsg:327xx epsg:3857";

const GEOGRAPHIC = "+proj=longlat +datum=WGS84 +no_defs";
const same = (x: number, y: number): [number, number] => [x, y];

const KNOWN: Readonly<Record<string, Crs>> = {
  wgs84: { name: "wgs84", degrees: true, lonLat: same, definition: GEOGRAPHIC },
  cgcs2000: { name: "cgcs2000", degrees: true, lonLat: same, definition: GEOGRAPHIC },
  "epsg:4326": { name: "epsg:4326", degrees: true, lonLat: same, definition: GEOGRAPHIC },
  "epsg:4490": { name: "epsg:4490", degrees: true, lonLat: same, definition: GEOGRAPHIC },
  gcj02: shifted("gcj02", "GCJ02"),
  bd09: shifted("bd09", "BD09"),
};

function shifted(name: string, from: "GCJ02" | "BD09"): Crs {
  return {
    name,
    degrees: true,
    lonLat: (x, y) => gcoord.transform([x, y], from, "WGS84"),
    definition: null,
  };
}

/**
 * The system of a declared name. Throws trouble `crsUnknown`, which lists what there is.
 * @param name wgs84, cgcs2000, gcj02, bd09 or epsg:CODE, in any case
 */
export function crsOf(name: string): Crs {
  const plain = name.trim().toLowerCase();
  const known = KNOWN[plain];
  if (known !== undefined) return known;
  const code = /^epsg:(\d{4,5})$/.exec(plain)?.[1];
  const definition = code === undefined ? null : projectionOf(Number(code));
  if (definition === null) throw new TroubleError("crsUnknown", { crs: name, known: CRS_NAMES });
  const toDegrees = proj4(definition, GEOGRAPHIC);
  return {
    name: plain,
    degrees: false,
    lonLat: (x, y) => toDegrees.forward([x, y]) as [number, number],
    definition,
  };
}

/**
 * proj4 text of an EPSG code, null for one that is not held. CGCS2000 / Gauss–Kruger: 4491–4501 and 4513–4533 write the
 * number of the zone before the easting, 4502–4512 and 4534–4554 do not; zones are 6° wide up to 4512, then 3°.
 */
function projectionOf(code: number): string | null {
  const gauss = (middle: number, easting: number) =>
    `+proj=tmerc +lat_0=0 +lon_0=${middle} +k=1 +x_0=${easting} +y_0=0 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs`;
  if (code >= 4491 && code <= 4501) return gauss(75 + 6 * (code - 4491), (13 + code - 4491) * 1e6 + 5e5);
  if (code >= 4502 && code <= 4512) return gauss(75 + 6 * (code - 4502), 5e5);
  if (code >= 4513 && code <= 4533) return gauss(75 + 3 * (code - 4513), (25 + code - 4513) * 1e6 + 5e5);
  if (code >= 4534 && code <= 4554) return gauss(75 + 3 * (code - 4534), 5e5);
  if ((code > 32_600 && code <= 32_660) || (code > 32_700 && code <= 32_760)) {
    const south = code > 32_700 ? " +south" : "";
    return `+proj=utm +zone=${code % 100}${south} +datum=WGS84 +units=m +no_defs`;
  }
  if (code === 3857) return "+proj=merc +a=6378137 +b=6378137 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs";
  return null;
}

/** Differences that are no contradiction: degrees, metres, scale. */
const [SAME_MERIDIAN, SAME_METRE, SAME_SCALE] = [1e-6, 1, 1e-7];

/** What of a system says where its numbers lie. */
interface Essence {
  readonly degrees: boolean;
  /** Semi-major axis of the ellipsoid, m: tells Beijing 1954 and Xi'an 1980 from CGCS2000. */
  readonly axis: number;
  readonly middle: number;
  readonly easting: number;
  readonly northing: number;
  readonly scale: number;
}

/**
 * What a .prj says against what was declared: a few words that name both, or null where they agree. A .prj cannot say
 * GCJ-02 or BD-09; beside those it only has to speak of degrees. Text that is no projection contradicts nothing readable
 * and is told as such.
 */
export function contradictionOfPrj(wkt: string, crs: Crs): string | null {
  const said = essenceOf(wkt);
  const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? wkt.trim().slice(0, 60);
  if (said === null) return `.prj: ${name} ?`;
  const meant = essenceOf(crs.definition ?? GEOGRAPHIC) as Essence;
  const agrees =
    said.degrees === meant.degrees &&
    Math.abs(said.axis - meant.axis) <= SAME_METRE &&
    (said.degrees ||
      (Math.abs(said.middle - meant.middle) <= SAME_MERIDIAN &&
        Math.abs(said.easting - meant.easting) <= SAME_METRE &&
        Math.abs(said.northing - meant.northing) <= SAME_METRE &&
        Math.abs(said.scale - meant.scale) <= SAME_SCALE));
  return agrees ? null : `.prj: ${name}`;
}

/**
 * What the `crs` member of an older GeoJSON says against what was declared, null where they agree. RFC 7946 has no such
 * member; files of surveying programs still do.
 */
export function contradictionOfMember(member: string, crs: Crs): string | null {
  const plain = member.trim();
  if (/crs84$/i.test(plain)) return crs.degrees ? null : `crs: ${plain}`;
  const code = /epsg:+[\d.]*:?(\d{4,5})$/i.exec(plain)?.[1];
  if (code === undefined) return null;
  if (/^(4326|4490)$/.test(code)) return crs.degrees ? null : `crs: ${plain}`;
  return crs.name === `epsg:${code}` ? null : `crs: ${plain}`;
}

function essenceOf(definition: string): Essence | null {
  try {
    const { projName, a, long0, x0, y0, k0 } = new proj4.Proj(definition) as unknown as Record<string, number> & {
      projName: string;
    };
    return {
      degrees: projName === "longlat",
      axis: a ?? 0,
      middle: ((long0 ?? 0) * 180) / Math.PI,
      easting: x0 ?? 0,
      northing: y0 ?? 0,
      scale: k0 ?? 1,
    };
  } catch {
    // proj4 throws on every text that it cannot read.
    return null;
  }
}
