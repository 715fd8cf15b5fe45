/** From the hub's cases back to rows of their source: the same columns, the same words, the same date format. */
import type { Fact } from "../../shared/case/case.ts";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { BY } from "./book.ts";
import { cityClock, dateFormat, localOfKept } from "./mapping/dates.ts";
import { columnOf, titleOf } from "./mapping/layout.ts";
import type { Mapping, Role } from "./mapping/mapping.ts";
import { DATE_ROLES, wordsOfSources } from "./mapping/read-case.ts";
import { statedOf } from "./stated.ts";

export interface CaseWriter {
  readonly header: readonly string[];
  cells(record: RecordOf<"cases">): string[];
}

const none = () => "";
/** Columns that only cameras have. */
const NOT_OF_CASES = {
  ...{ code: none, nameEn: none, kind: none, bearing: none, fov: none, reach: none, guard: none, group: none },
  ...{ gateway: none, channel: none, main: none, sub: none, still: none, profiles: none },
} as const;

/** What a writer has to look up by uid. */
export interface Lookup {
  department(uid: number): { readonly id: string; readonly nameEn: string } | null;
  classCode(uid: number): string;
  /** The id of a case, "" when there is none. */
  caseId(uid: number): string;
}

/**
 * Makes the function that writes cases in one of the mapping's styles. What an import kept word for word (`extra`) is
 * written as it was; everything else is made from the case.
 */
export function caseWriter(mapping: Mapping, style: string, lookup: Lookup): CaseWriter {
  const rules = mapping.styles[style];
  if (rules === undefined) throw new Error(`mapping ${mapping.id} has no style ${style}`);
  const clock = cityClock(mapping.platform.timeZone);
  const format = dateFormat(rules.date);
  const sourceWords = wordsOfSources(mapping);
  const time = (at: number | null) => (at === null ? "" : format.write(clock.local(at)));
  const point = rules.point;
  const lonName = mapping.columns[columnOf(mapping, "lon")]?.name;
  const latName = mapping.columns[columnOf(mapping, "lat")]?.name;
  const dates = new Set<Role>(DATE_ROLES);
  const hasNumber = columnOf(mapping, "caseNo") >= 0;

  const byRole: Record<Role, (record: RecordOf<"cases">) => string> = {
    // Where the number stands in a column of its own, an id that says the same is not repeated.
    id: (r) => (hasNumber && r.id === r.caseNo ? "" : r.id),
    caseNo: (r) => r.caseNo,
    facts: (r) => factsOf(r, lookup),
    reportedAt: (r) => time(r.reportedAt),
    closedAt: (r) => time(r.closedAt),
    deadline: (r) => time(r.deadline),
    updatedAt: () => "",
    department: (r) => lookup.department(r.department)?.id ?? "",
    departmentName: (r) => lookup.department(r.department)?.nameEn ?? "",
    class: (r) => {
      const code = lookup.classCode(r.classUid);
      return code === mapping.class?.empty.code ? "" : code;
    },
    description: (r) => r.description,
    address: (r) => r.address,
    status: (r) => statusOf(r, mapping),
    source: (r) => sourceWords.get(CASE_SOURCES[r.source] ?? "other") ?? "",
    grid: () => "",
    lon: (r) => (r.lon === null ? "" : String(r.lon)),
    lat: (r) => (r.lat === null ? "" : String(r.lat)),
    point: () => "",
    name: () => "",
    online: () => "",
    imageUrl: () => "",
    ...NOT_OF_CASES,
  };
  return {
    header: mapping.columns.map((column) => (rules.headers === "titles" ? titleOf(column) : column.name)),
    cells(record) {
      const extra = JSON.parse(record.extra) as Record<string, string>;
      // The point repeats its two columns, as they were written.
      const lon = (lonName === undefined ? undefined : extra[lonName]) ?? byRole.lon(record);
      const lat = (latName === undefined ? undefined : extra[latName]) ?? byRole.lat(record);
      return mapping.columns.map(({ name, role }) => {
        const kept = extra[name];
        if (kept === undefined && role === "point") {
          return lon === "" && lat === "" ? "" : point.replace("{lon}", lon).replace("{lat}", lat);
        }
        if (kept === undefined) return role === undefined ? "" : byRole[role](record);
        const local = role !== undefined && dates.has(role) ? localOfKept(kept) : null;
        return local === null ? kept : format.write(local);
      });
    },
  };
}

/** What happened, as a file states it; "" when all of it came from a row's other columns. */
function factsOf({ facts }: RecordOf<"cases">, lookup: Lookup): string {
  const list = JSON.parse(facts) as Fact[];
  if (list.every(({ by }) => by === BY)) return "";
  const names = { department: (uid: number) => lookup.department(uid)?.id ?? "", case: lookup.caseId };
  return JSON.stringify(list.map((fact) => statedOf(fact, names)));
}

/** The source's own word for the state while that is the last fact, else the mapping's first word for it, else its id. */
function statusOf(record: RecordOf<"cases">, mapping: Mapping): string {
  const last = (JSON.parse(record.facts) as Fact[]).at(-1);
  if (last?.kind === "observed") return last.status;
  const state = stateOfCode(record.state);
  const word = Object.entries(mapping.status?.states ?? {}).find(([, meant]) => meant === state);
  return word?.[0] ?? state;
}
