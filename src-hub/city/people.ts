/**
 * Who and what works in the city: departments in their two groups, cameras, patrollers, sanitation vehicles, targets.
 * Numbers follow real centres: 18 and 14 departments (中方 2020), 38 fixed and 12 PTZ cameras (甘谷 2024), 15 vehicle
 * terminals (中方 2020).
 */
import departmentRows from "../../resources/city/departments.json" with { type: "json" };
import names from "../../resources/city/names.json" with { type: "json" };
import { cameraCode } from "../../shared/place/codes.ts";
import { PLAIN_CAMERA, type CameraStream } from "../../shared/video/stream.ts";
import { PRESETS } from "./pictures/camera.ts";
import type { Draft } from "../store/store.ts";
import { ADMIN_CODE, type DutyGrid, type UnitGrid } from "./grids.ts";
import { isInside, lonLatOf, type Xy } from "./plane.ts";
import { between, pick, randomOf } from "./random.ts";
import type { Segment, Streets } from "./streets.ts";

export const PATROLLERS = 40;
export const VEHICLES = 15;
const FIXED_CAMERAS = 38;
const PTZ_CAMERAS = 12;

export interface DepartmentRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly shortNameEn: string;
  readonly group: string;
  /** Share of its cases that it handles in time. */
  readonly onTime: number;
}
export const DEPARTMENTS: readonly DepartmentRow[] = departmentRows;

type Row<T extends "departments" | "cameras" | "units" | "targets"> = Omit<Draft<T>, "platform">;

export function departmentDrafts(): Row<"departments">[] {
  return DEPARTMENTS.map((row, i) => ({
    id: row.id,
    name: row.name,
    nameEn: row.nameEn,
    shortName: row.shortName,
    shortNameEn: row.shortNameEn,
    groupCode: row.group,
    contact: `值班分机 ${8101 + i}`,
  }));
}

export interface CameraPlace {
  readonly row: Omit<Row<"cameras">, "unitGrid" | "online">;
  readonly unitGrid: UnitGrid;
}

/** Cameras hang at crossings: PTZ where two arterials meet, fixed ones along arterials and in the old town. */
export function hangCameras(seed: number, streets: Streets, units: readonly UnitGrid[]): CameraPlace[] {
  const random = randomOf(seed, "cameras");
  const meeting = new Map<string, { place: Xy; lines: Set<Segment["line"]> }>();
  for (const segment of streets.segments) {
    for (const [node, place] of [
      [segment.from, segment.shape[0]],
      [segment.to, segment.shape.at(-1)],
    ] as const) {
      const entry = meeting.get(node) ?? { place: place as Xy, lines: new Set() };
      entry.lines.add(segment.line);
      meeting.set(node, entry);
    }
  }
  const spots = [...meeting.values()].flatMap(({ place, lines }) => {
    const roads = [...lines]
      .filter((line) => !line.bridge && line.class !== "lane")
      .toSorted((a, b) => (a.class < b.class ? -1 : 1));
    const [first, second] = roads;
    if (first === undefined || second === undefined || first.name === second.name || first.class !== "arterial")
      return [];
    return [{ place, first, second, grade: second.class === "arterial" ? 1 : 0, order: random() }];
  });
  const chosen: typeof spots = [];
  for (const spot of spots.toSorted((a, b) => b.grade - a.grade || a.order - b.order)) {
    if (chosen.length === FIXED_CAMERAS + PTZ_CAMERAS) break;
    if (chosen.every(({ place }) => Math.hypot(place[0] - spot.place[0], place[1] - spot.place[1]) > 480))
      chosen.push(spot);
  }
  return chosen.map(({ place, first, second }, i) => {
    const ptz = i < PTZ_CAMERAS;
    const near = units.toSorted((a, b) => squared(a.middleXy, place) - squared(b.middleXy, place));
    const unitGrid =
      near.find((unit) => isInside(toward(place, unit.middleXy, 12), unit.ring)) ?? (near[0] as UnitGrid);
    const [lon, lat] = lonLatOf(toward(place, unitGrid.middleXy, 12));
    return {
      unitGrid,
      row: {
        id: `camera-${i + 1}`,
        code: cameraCode(`${ADMIN_CODE}00`, i + 1),
        name: `${first.name}与${second.name}路口`,
        nameEn: `${first.nameEn} and ${second.nameEn}`,
        kind: ptz ? "ptz" : "fixed",
        lon,
        lat,
        bearing: ptz ? null : Math.round(random() * 359),
        imageUrl: "",
        ...PLAIN_CAMERA,
        streams: JSON.stringify(streamsOfCamera(`camera-${i + 1}`)),
        presets: JSON.stringify(ptz ? PRESETS.map(({ name }, n) => ({ number: n + 1, name, home: n === 0 })) : []),
      },
    };
  });
}

/** The addresses of a camera that the hub itself paints the pictures of. */
function streamsOfCamera(id: string): CameraStream[] {
  return [
    { use: "main", kind: "mjpeg", url: `hub:pictures/${id}.mjpeg?size=main` },
    { use: "sub", kind: "mjpeg", url: `hub:pictures/${id}.mjpeg` },
    { use: "still", kind: "still", url: `hub:pictures/${id}.jpg?size=main` },
  ];
}

function squared(a: Xy, b: Xy): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

/** The point `metres` from `from` on the way to `to`. */
export function toward(from: Xy, to: Xy, metres: number): Xy {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [from[0] + ((to[0] - from[0]) * metres) / length, from[1] + ((to[1] - from[1]) * metres) / length];
}

export interface Mover {
  readonly id: string;
  readonly kind: "patroller" | "sanitation";
  readonly name: string;
  readonly nameEn: string;
  readonly plate: string;
  /** Index of the duty grid, null for vehicles that serve the whole city. */
  readonly duty: number | null;
  /** Works at night instead of by day. */
  readonly night: boolean;
}

/** One patroller per duty grid, a few of them and some vehicles on the night turn. */
export function hire(seed: number, duties: readonly DutyGrid[]): Mover[] {
  const random = randomOf(seed, "people");
  const taken = new Set<string>();
  const person = (): readonly [string, string] => {
    for (;;) {
      const [surname, surnameEn] = pick(random, names.surnames) as [string, string];
      const [given, givenEn] = pick(random, names.givenNames) as [string, string];
      if (taken.has(surname + given)) continue;
      taken.add(surname + given);
      return [surname + given, `${surnameEn} ${givenEn}`];
    }
  };
  const patrollers = Array.from({ length: PATROLLERS }, (_, i): Mover => {
    const [name, nameEn] = person();
    const duty = i % duties.length;
    return { id: `patroller-${i + 1}`, kind: "patroller", name, nameEn, plate: "", duty, night: i % 7 === 3 };
  });
  const vehicles = Array.from({ length: VEHICLES }, (_, i): Mover => {
    const sweeper = i % 3 !== 2;
    const number = String(i + 1).padStart(2, "0");
    return {
      id: `vehicle-${i + 1}`,
      kind: "sanitation",
      name: sweeper ? `清扫车${number}` : `洒水车${number}`,
      nameEn: sweeper ? `Sweeper ${number}` : `Sprinkler ${number}`,
      // 临 is the letter of no province: like the city, these plates exist nowhere.
      plate: `临A·${"ABCDEFGH"[i % 8] as string}${String(Math.floor(between(random, 1_000, 9_999)))}`,
      duty: null,
      night: i % 4 === 1,
    };
  });
  return [...patrollers, ...vehicles];
}

/** Targets as the seed reports set them (甘谷 2024: 90 %, two hours, 95 %); every one can be edited in the hub. */
export const TARGETS: readonly Omit<Row<"targets">, "setBy" | "setAt">[] = [
  { id: "proactiveRate", indicator: "proactiveRate", value: 0.9, better: "up" },
  { id: "avgHandleMinutes", indicator: "avgHandleMinutes", value: 120, better: "down" },
  { id: "cameraOnlineRate", indicator: "cameraOnlineRate", value: 0.95, better: "up" },
  { id: "onTimeHandleRate", indicator: "onTimeHandleRate", value: 0.95, better: "up" },
  { id: "acceptRate", indicator: "acceptRate", value: 0.95, better: "up" },
  { id: "dispatchRate", indicator: "dispatchRate", value: 0.98, better: "up" },
  { id: "onTimeDispatchRate", indicator: "onTimeDispatchRate", value: 0.95, better: "up" },
  { id: "closeRate", indicator: "closeRate", value: 0.95, better: "up" },
  { id: "reworkRate", indicator: "reworkRate", value: 0.03, better: "down" },
];
