/**
 * A1 The visits that the recorder's core finds fix by fix are those of the plain way: every fix judged by itself, every
 * grid and place asked for every fix, and runs of proofs made of what is left.
 */
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import type { Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { eyeOf, gridSubject, placeSubject, type Fix, type Stay } from "../../shared/coverage/eye.ts";
import { sheetAt } from "../../shared/coverage/plane.ts";
import { DEFAULT_COVERAGE, type CoverageRules } from "../../shared/coverage/rules.ts";
import { LOCATED, UNIT_STATUS } from "../../shared/track.ts";
import { finderOf } from "../../src-hub/coverage/finder.ts";

const LON = 112;
const LAT = 28;
/** As the finder measures: by the middle of the first grid, see `gridsOf`. */
let sheet = sheetAt(LAT);
const point = (x: number, y: number): [number, number] => [LON + x / sheet.x, LAT + y / sheet.y];
const ring = (points: readonly (readonly [number, number])[]) => [...points, points[0] as readonly [number, number]];

/** Four blocks of uneven sides beside each other, one of them with a courtyard that is no part of it. */
function gridsOf(a: number, b: number) {
  const shape = (uid: number, ...rings: [number, number][][]) => ({
    uid,
    level: "unit",
    geometry: JSON.stringify({
      type: "Polygon",
      coordinates: rings.map((each) => ring(each).map(([x, y]) => point(x, y))),
    } satisfies Polygon),
  });
  return [
    shape(1, [
      [0, 0],
      [a, 0],
      [a, b],
      [0, b + 30],
    ]),
    shape(2, [
      [a, 0],
      [300, 20],
      [300, 300],
      [a, b],
    ]),
    shape(3, [
      [0, b + 30],
      [a, b],
      [a, 320],
      [-10, 300],
    ]),
    shape(
      4,
      [
        [a, b],
        [300, 300],
        [300, 420],
        [a, 320],
      ],
      [
        [a + 30, b + 60],
        [a + 60, b + 60],
        [a + 60, b + 80],
        [a + 30, b + 80],
      ],
    ),
    {
      uid: 9,
      level: "duty",
      geometry: shape(9, [
        [0, 0],
        [300, 0],
        [300, 300],
        [0, 300],
      ]).geometry,
    },
  ];
}

const places = [
  { uid: 1, lon: point(40, 40)[0], lat: point(40, 40)[1] },
  { uid: 2, lon: point(180, 200)[0], lat: point(180, 200)[1] },
];

type Grids = ReturnType<typeof gridsOf>;

/** Metres from a polygon's border. */
function fromBorder(geometry: Polygon, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const corners of geometry.coordinates) {
    const xy = corners.map(([lon, lat]) => [((lon as number) - LON) * sheet.x, ((lat as number) - LAT) * sheet.y]);
    for (let i = 0; i + 1 < xy.length; i++) {
      const [ax, ay] = xy[i] as [number, number];
      const [bx, by] = xy[i + 1] as [number, number];
      const t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
      const held = Math.max(0, Math.min(1, t));
      least = Math.min(least, Math.hypot(x - ax - held * (bx - ax), y - ay - held * (by - ay)));
    }
  }
  return least;
}

/** All that a position is at, by asking everything. */
function plainlyAt(fix: Fix, grids: Grids, rules: CoverageRules): number[] {
  const [x, y] = [(fix.lon - LON) * sheet.x, (fix.lat - LAT) * sheet.y];
  return [
    ...grids
      .filter(({ level }) => level === "unit")
      .filter(({ geometry }) => {
        const polygon = JSON.parse(geometry) as Polygon;
        return booleanPointInPolygon([fix.lon, fix.lat], polygon) || fromBorder(polygon, x, y) <= rules.edgeMetres;
      })
      .map(({ uid }) => gridSubject(uid)),
    ...places
      .filter(({ lon, lat }) => Math.hypot((fix.lon - lon) * sheet.x, (fix.lat - lat) * sheet.y) <= rules.placeMetres)
      .map(({ uid }) => placeSubject(uid)),
  ];
}

/** The proofs among the fixes, parted where nobody can tell whether the unit stayed. */
function provenPieces(fixes: readonly Fix[], vehicle: boolean, rules: CoverageRules, now: number): Fix[][] {
  const fastest = (vehicle ? rules.fastestVehicle : rules.fastestPerson) / 3.6;
  const far = (a: Fix, b: Fix) => Math.hypot((b.lon - a.lon) * sheet.x, (b.lat - a.lat) * sheet.y);
  // A fix that comes late has had no time at all to get there.
  const reachable = (a: Fix, b: Fix) => far(a, b) <= (fastest * Math.max(0, b.at - a.at)) / 1_000 + 50;
  const pieces: Fix[][] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let standing: number | null = null;
  let doubt: Fix | null = null;
  for (const fix of fixes) {
    if (fix.at > now + 60_000 || fix.at <= newest) continue;
    if ((fix.device & LOCATED) === 0 || fix.status !== 0) continue;
    if (vehicle) {
      standing = fix.speed >= 1 ? null : (standing ?? fix.at);
      const ignition = (fix.device & 1) === 1;
      if (standing !== null && (!ignition || fix.at - standing > rules.parkedSeconds * 1_000)) continue;
    }
    const last = pieces.at(-1)?.at(-1);
    if (last === undefined || fix.at - last.at > rules.freshSeconds * 1_000) pieces.push([]);
    else if (!reachable(last, fix)) {
      if (doubt === null || !reachable(doubt, fix)) {
        doubt = fix;
        continue;
      }
      pieces.push([]);
    }
    doubt = null;
    newest = fix.at;
    pieces.at(-1)?.push(fix);
  }
  return pieces;
}

function plainVisits(fixes: readonly Fix[], vehicle: boolean, grids: Grids, rules: CoverageRules, now: number) {
  const visits: string[] = [];
  for (const piece of provenPieces(fixes, vehicle, rules, now)) {
    const open = new Map<number, [from: number, to: number]>();
    const end = (subject: number, [from, to]: [number, number]) => {
      if (to - from >= rules.leastSeconds * 1_000) visits.push(`${subject} ${from} ${to}`);
    };
    piece.forEach((fix, i) => {
      const at = plainlyAt(fix, grids, rules);
      for (const [subject, span] of open) {
        if (at.includes(subject)) continue;
        // The last proof at it was the fix before this one, or it would have ended sooner.
        end(subject, [span[0], (piece[i - 1] as Fix).at]);
        open.delete(subject);
      }
      for (const subject of at) open.set(subject, [open.get(subject)?.[0] ?? fix.at, fix.at]);
    });
    for (const [subject, span] of open) end(subject, [span[0], (piece.at(-1) as Fix).at]);
  }
  return visits.toSorted();
}

function coreVisits(fixes: readonly Fix[], vehicle: boolean, grids: Grids, rules: CoverageRules, now: number) {
  const visits: string[] = [];
  const keep = ({ subject, from, to }: Stay) => {
    if (to - from >= rules.leastSeconds * 1_000) visits.push(`${subject} ${from} ${to}`);
  };
  const eye = eyeOf(vehicle, finderOf(grids, places, rules), rules, keep);
  for (const fix of fixes) eye.take(fix, now);
  for (const stay of eye.going()) keep(stay);
  return visits.toSorted();
}

/** A walk in steps with everything that goes wrong with positions now and then. */
const step = fc.record({
  seconds: fc.constantFrom(1, 1, 1, 2, 5, 10, 30, 130, 0, -3),
  east: fc.double({ min: -12, max: 12, noNaN: true }),
  north: fc.double({ min: -12, max: 12, noNaN: true }),
  wrong: fc.constantFrom(...Array<string>(24).fill(""), "jump", "jump", "unlocated", "resting", "future"),
  speed: fc.constantFrom(0, 0, 4, 20),
  ignition: fc.constantFrom(0, 1, 1),
});

const NOW = 1e9;

function walked(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Fix[] {
  let [at, x, y] = [NOW - 1e7, 150, 150];
  return steps.map(({ seconds, east, north, wrong, speed, ignition }) => {
    at += seconds * 1_000;
    [x, y] = [x + east, y + north];
    const [lon, lat] = wrong === "jump" ? point(x + 4_000, y) : point(x, y);
    return {
      at: wrong === "future" ? NOW + 600_000 : at,
      lon,
      lat,
      speed,
      status: UNIT_STATUS.indexOf(wrong === "resting" ? "resting" : "onDuty"),
      device: (wrong === "unlocated" ? 0 : LOCATED) | ignition,
    };
  });
}

describe("A1 visits found fix by fix are those of asking everything for every fix", () => {
  test.each([
    ["a person", false],
    ["a vehicle", true],
  ])("%s", (_who, vehicle) => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 160 }),
        fc.integer({ min: 90, max: 200 }),
        fc.integer({ min: 90, max: 200 }),
        // Lengths that no corner of the grids is away from exactly.
        fc.constantFrom(0, 14.31, 25.77),
        fc.constantFrom(1, 10, 60),
        (steps, a, b, edgeMetres, leastSeconds) => {
          const rules = { ...DEFAULT_COVERAGE, edgeMetres, leastSeconds, placeMetres: 47.3, parkedSeconds: 20 };
          const grids = gridsOf(a, b);
          sheet = finderOf(grids, places, rules).sheet;
          const fixes = walked(steps);
          const plain = plainVisits(fixes, vehicle, grids, rules, NOW);
          found += plain.length;
          expect(coreVisits(fixes, vehicle, grids, rules, NOW)).toEqual(plain);
        },
      ),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
