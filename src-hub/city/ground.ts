/**
 * Puts what does not move into the store: the platform, its land, grids, classes, departments, cameras, people, targets.
 * Putting it again changes nothing, so every start does it and learns the uids from it.
 */
import names from "../../resources/city/names.json" with { type: "json" };
import { PLAIN_CAMERA } from "../../shared/video/stream.ts";
import { putFound } from "../store/outages.ts";
import type { Store, Tx } from "../store/store.ts";
import { CLASSES } from "./classes.ts";
import { standComponents } from "./components.ts";
import { contactsOfDepartments } from "./contacts.ts";
import { areas, divide, type DutyGrid, type UnitGrid } from "./grids.ts";
import { drawLand, type Land } from "./land.ts";
import { downTimesOf, isOnline } from "./lines.ts";
import { CALENDAR, POLICY, SCHEME } from "./rules.ts";
import { DEPARTMENTS, TARGETS, departmentDrafts, hangCameras, hire, type CameraPlace, type Mover } from "./people.ts";
import { staticPlaces } from "./static-places.ts";
import { layStreets, type Streets } from "./streets.ts";
import type { DepartmentSeat } from "./subject.ts";
import { PLATFORM, TIME_ZONE } from "./here.ts";

export interface Ground {
  readonly streets: Streets;
  readonly land: Land;
  readonly units: readonly UnitGrid[];
  readonly duties: readonly DutyGrid[];
  readonly departments: readonly DepartmentSeat[];
  readonly cameras: readonly CameraPlace[];
  readonly movers: readonly { readonly mover: Mover; readonly uid: number }[];
  classUid(kind: string, code: string): number;
  gridUids(grid: UnitGrid): { unit: number; duty: number };
  unitOfUid(uid: number): UnitGrid | undefined;
}

/**
 * Lays out the city of a seed and puts it into the store as one commit at hub time `at`.
 * @param founding only then targets are set: later they are people's to change
 */
export function layGround(store: Store, seed: number, at: number, founding: boolean): Ground {
  const streets = layStreets(seed);
  const land = drawLand(seed, streets);
  const { units, duties } = divide(streets);
  return store.transact(at, (tx) => {
    tx.put("platforms", {
      platform: PLATFORM,
      id: PLATFORM,
      name: names.city[0] as string,
      nameEn: names.city[1] as string,
      timeZone: TIME_ZONE,
      ...land.bounds,
      demo: 1,
      attribution: "演示城市，数据均为虚构 · Demonstration city, all data invented",
      scheme: SCHEME,
      calendar: CALENDAR.name,
      policy: POLICY.policy,
    });
    for (const feature of land.features) tx.put("features", { platform: PLATFORM, ...feature });
    const { unitUids, dutyUids } = putGrids(tx, units, duties);
    for (const area of areas()) tx.put("areas", { platform: PLATFORM, id: area.code, ...area });
    const classUids = putClasses(tx);
    const departments = departmentDrafts().map((draft, i): DepartmentSeat => {
      const { onTime } = DEPARTMENTS[i] as (typeof DEPARTMENTS)[number];
      // One that is there is people's to change; one that they removed is there again: cases go on being its own.
      const uid =
        store.find("departments", PLATFORM, draft.id)?.uid ??
        tx.put("departments", { platform: PLATFORM, ...draft }).uid;
      return { uid, id: draft.id, name: draft.shortName, onTime };
    });
    giveContacts(store, tx, seed, at, departments);
    const owners = new Map(departments.map(({ id, uid }) => [id, uid] as const));
    const cameras = hangCameras(seed, streets, units);
    for (const [i, place] of cameras.entries()) {
      const department = owners.get(ownerOf(place, i)) ?? 0;
      hang(store, tx, place, { unitGrid: unitUids[place.unitGrid.index] as number, department }, seed, at);
    }
    for (const { grid, ...place } of staticPlaces(seed, streets, duties, units)) {
      tx.put("places", { platform: PLATFORM, ...place, unitGrid: unitUids[grid.index] as number });
    }
    const movers = hire(seed, duties).map((mover) => {
      const dutyGrid = mover.duty === null ? 0 : (dutyUids[mover.duty] as number);
      const { id, kind, name, nameEn, plate } = mover;
      return { mover, uid: tx.put("units", { platform: PLATFORM, id, kind, name, nameEn, dutyGrid, plate }).uid };
    });
    const seats = new Map(departments.map((seat) => [seat.id, seat] as const));
    const componentNames = new Map(
      CLASSES.classes.filter(({ kind }) => kind === "component").map(({ code, name }) => [code, name] as const),
    );
    for (const each of standComponents(seed, streets, units)) {
      const { code, classCode, state, grid, changedAt } = each;
      const seat = seats.get(each.department);
      tx.put("components", {
        platform: PLATFORM,
        id: code,
        code,
        classUid: classUids.get(`component/${classCode}`) ?? 0,
        name: componentNames.get(classCode) ?? "",
        state,
        lon: each.lonLat[0],
        lat: each.lonLat[1],
        unitGrid: unitUids[grid.index] as number,
        department: seat?.uid ?? 0,
        owner: seat?.name ?? "",
        changedAt,
        note: "",
      });
    }
    if (founding) {
      const setAt = Math.round(at);
      for (const target of TARGETS) tx.put("targets", { platform: PLATFORM, ...target, setBy: "系统预置", setAt });
    }
    const byUid = new Map(units.map((unit) => [unitUids[unit.index] as number, unit]));
    return {
      streets,
      land,
      units,
      duties,
      departments,
      cameras,
      movers,
      unitOfUid: (uid) => byUid.get(uid),
      gridUids: (grid) => ({ unit: unitUids[grid.index] as number, duty: dutyUids[grid.duty.index] as number }),
      classUid(kind, code) {
        const uid = classUids.get(`${kind}/${code}`);
        if (uid === undefined) throw new Error(`the class table has no ${kind} ${code}`);
        return uid;
      },
    };
  });
}

function putGrids(tx: Tx, units: readonly UnitGrid[], duties: readonly DutyGrid[]) {
  const shared = { platform: PLATFORM };
  const dutyUids = duties.map(({ code, name, nameEn, middle: [lon, lat], areaM2, geometry }) => {
    const row = {
      ...shared,
      id: code,
      level: "duty",
      code,
      name,
      nameEn,
      dutyGrid: 0,
      lon,
      lat,
      areaM2: Math.round(areaM2),
      geometry,
    };
    return tx.put("grids", row).uid;
  });
  const unitUids = units.map(({ code, name, nameEn, middle: [lon, lat], areaM2, geometry, duty }) => {
    const dutyGrid = dutyUids[duty.index] as number;
    const row = {
      ...shared,
      id: code,
      level: "unit",
      code,
      name,
      nameEn,
      dutyGrid,
      lon,
      lat,
      areaM2: Math.round(areaM2),
      geometry,
    };
    return tx.put("grids", row).uid;
  });
  return { unitUids, dutyUids };
}

function putClasses(tx: Tx): Map<string, number> {
  const { scheme } = CLASSES;
  return new Map(
    CLASSES.classes.map(({ kind, code, name, nameEn, majorCode, majorName, majorNameEn }) => {
      const row = {
        platform: PLATFORM,
        id: `${scheme}/${kind}/${code}`,
        scheme,
        kind,
        code,
        name,
        nameEn,
        majorCode,
        majorName,
        majorNameEn,
      };
      return [`${kind}/${code}`, tx.put("classes", row).uid] as const;
    }),
  );
}

/** Contacts are given once, also to a city from before there were any: later they are people's to change. */
function giveContacts(store: Store, tx: Tx, seed: number, at: number, departments: readonly DepartmentSeat[]): void {
  if (store.note(CONTACTS_NOTE) !== null) return;
  const uids = new Map(departments.map(({ id, uid }) => [id, uid]));
  for (const { departmentId, ...contact } of contactsOfDepartments(seed, at)) {
    tx.put("contacts", { platform: PLATFORM, ...contact, department: uids.get(departmentId) as number });
  }
  store.setNote(CONTACTS_NOTE, "1");
}

/** A new camera comes with the outages of so many weeks, as if the hub had looked all the while. */
const OUTAGE_WEEKS = 8;
const WEEK = 7 * 86_400_000;

/** Once there the city has been given its contacts. */
const CONTACTS_NOTE = "city-contacts";

/** Whose a camera is: the domes the inspectors', of the others half the traffic police's, half their subdistrict's. */
function ownerOf({ row, unitGrid }: CameraPlace, i: number): string {
  if (row.kind === "ptz") return "chengguan";
  return i % 2 === 0 ? "jiaojing" : `jd${unitGrid.subdistrict + 1}`;
}

/** Hangs a camera where there is none. One that hangs is people's to change; only one from before pictures gets its streams. */
function hang(
  store: Store,
  tx: Tx,
  { row }: CameraPlace,
  where: { readonly unitGrid: number; readonly department: number },
  seed: number,
  at: number,
): void {
  const before = store.find("cameras", PLATFORM, row.id);
  if (before !== null) {
    const { streams, presets } = row;
    if (before.streams === PLAIN_CAMERA.streams && before.gateway === 0)
      tx.put("cameras", { ...before, streams, presets });
    return;
  }
  const now = Math.floor(at);
  const watchedFrom = now - OUTAGE_WEEKS * WEEK;
  const online = isOnline(seed, row.id, now);
  const draft = { platform: PLATFORM, ...row, ...where, online, watchedFrom };
  const camera = { ...draft, uid: tx.put("cameras", draft).uid };
  for (const { from, to } of downTimesOf(seed, row.id, watchedFrom, now)) {
    if (to === null) putFound(store, tx, camera, "offline", from);
    else {
      const id = `${row.id}/${from}`;
      tx.put("outages", { platform: PLATFORM, id, camera: camera.uid, fromAt: from, toAt: to, why: "offline" });
    }
  }
}
