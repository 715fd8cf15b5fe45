/** From what a row says to the row the hub keeps: codes become uids, a position becomes a grid, facts become a case. */
import type { CaseReport, Fact } from "../../shared/case/case.ts";
import { caseOfRecord, draftOfCase } from "../../shared/case/record.ts";
import { BY, bookOf, mergedBook, type Booked } from "./book.ts";
import type { Crs } from "./crs.ts";
import { departmentsOf } from "./departments.ts";
import type { GridIndex } from "./geo.ts";
import type { Layout } from "./mapping/layout.ts";
import { columnOf } from "./mapping/layout.ts";
import { namedFor, type Mapping } from "./mapping/mapping.ts";
import { caseReader, type CaseReading } from "./mapping/read-case.ts";
import type { Sink } from "./sink.ts";
import { cameraTaker } from "./take-camera.ts";
import { factOf, type UidsOf } from "./stated.ts";
import type { Taken, Taker } from "./taker.ts";

/** The taker of a mapping's table. It may put departments and classes it meets for the first time. */
export function takerOf(mapping: Mapping, layout: Layout, crs: Crs, grids: GridIndex, sink: Sink): Taker {
  return mapping.table === "cases"
    ? caseTaker(mapping, layout, crs, grids, sink)
    : cameraTaker(mapping, layout, crs, grids, sink);
}

function caseTaker(mapping: Mapping, layout: Layout, crs: Crs, grids: GridIndex, sink: Sink): Taker {
  const { platform } = mapping.platform;
  const reader = caseReader(mapping, layout, crs);
  const departments = departmentsOf(platform, mapping.department, sink);
  const classUid = classesOf(mapping, sink);
  const departmentName = mapping.columns[columnOf(mapping, "departmentName")]?.name;
  const sharing = sink.sharingNumber(platform);
  const movedHere = sink.movedHere(platform);
  const uids: UidsOf = {
    department: (code) => departments(code, "").uid,
    case: (id) => sink.find("cases", platform, id)?.uid ?? 0,
  };

  /** The case as its row has it, with what people here did to it meanwhile. */
  function booked(id: string, row: Booked): Booked {
    const before = movedHere ? sink.find("cases", platform, id) : null;
    const kept = before === null ? [] : caseOfRecord(before).facts;
    return kept.some(({ by }) => by !== BY) ? mergedBook(row, kept) : row;
  }

  function draftFrom(reading: CaseReading): Taken {
    const { lon, lat, extra } = reading;
    const gridHere = lon === null || lat === null ? 0 : grids.at(lon, lat);
    const department = departments(reading.departmentCode, reading.departmentName);
    if (departmentName !== undefined && reading.departmentName !== "" && department.nameEn !== reading.departmentName) {
      extra[departmentName] = reading.departmentName;
    }
    const unitGrid = gridHere !== 0 || reading.gridCode === "" ? gridHere : grids.byCode(reading.gridCode);
    const report: CaseReport = {
      kind: mapping.class?.kind ?? "matter",
      classUid: classUid(reading.classCode),
      source: reading.source,
      lon,
      lat,
      address: reading.address,
      unitGrid,
      dutyGrid: grids.dutyOf(unitGrid),
      description: reading.description,
      urgent: false,
    };
    const reported: Fact = { kind: "reported", at: reading.reportedAt, by: BY, report };
    const outcome: Fact = {
      kind: "observed",
      at: reading.observedAt,
      by: BY,
      state: reading.state,
      status: reading.status,
      department: department.uid === 0 ? null : department.uid,
      deadline: reading.deadline,
      times: reading.times,
    };
    const stated = reading.facts === null ? null : reading.facts.map((fact) => factOf(fact, report, uids));
    const { id, caseNo } = reading;
    const { c, asides } = booked(id, bookOf(reported, outcome, stated));
    const sameNumber = sharing.has(id);
    const draft = draftOfCase({ platform, id, caseNo, extra: JSON.stringify(extra), sameNumber }, c);
    return { draft, placed: lon !== null, inGrid: gridHere !== 0, misplaced: reading.misplaced, asides };
  }

  return {
    repairs: reader.repairs,
    take(cells) {
      const outcome = reader.read(cells);
      return "rejection" in outcome ? outcome : draftFrom(outcome.reading);
    },
  };
}

/** uid of a class by the source's code, which is put when the hub does not have it yet. */
function classesOf(mapping: Mapping, sink: Sink): (code: string) => number {
  const rules = mapping.class as NonNullable<Mapping["class"]>;
  const known = new Map<string, number>();
  return (given) => {
    let uid = known.get(given);
    if (uid !== undefined) return uid;
    const code = given === "" ? rules.empty.code : given;
    const majorCode = given === "" || rules.divider === undefined ? code : (code.split(rules.divider)[0] as string);
    const own = given === "" ? rules.empty : namedFor(rules.names, code);
    const major = given === "" ? rules.empty : namedFor(rules.names, majorCode);
    uid = sink.put("classes", {
      platform: mapping.platform.platform,
      id: `${rules.scheme}/${rules.kind}/${code}`,
      scheme: rules.scheme,
      kind: rules.kind,
      code,
      name: own?.name ?? code,
      nameEn: own?.nameEn ?? code,
      majorCode,
      majorName: major?.name ?? majorCode,
      majorNameEn: major?.nameEn ?? majorCode,
    }).uid;
    known.set(given, uid);
    return uid;
  };
}
