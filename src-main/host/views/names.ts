/** The names that case lists show, kept in memory and read again when their tables change. */
import type { TableName } from "../../../shared/tables.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { zoneReader } from "../cache/zone.ts";

export interface ClassNames {
  readonly uid: number;
  readonly scheme: string;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly majorCode: string;
  readonly majorName: string;
  readonly majorNameEn: string;
}

export interface DepartmentNames {
  readonly uid: number;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly shortNameEn: string;
  readonly groupCode: string;
}

interface DutyGridNames {
  readonly uid: number;
  readonly name: string;
  readonly nameEn: string;
  /** Its code, which is what people call it by. */
  readonly shortName: string;
  readonly shortNameEn: string;
}

interface GridCode {
  readonly uid: number;
  readonly code: string;
  readonly level: string;
}

export interface Names {
  classOf(uid: number): ClassNames | undefined;
  /** uids of the classes of a 大类, given as "scheme/majorCode"; none for one that nobody knows. */
  classesOf(major: string): ReadonlySet<number>;
  departmentOf(uid: number): DepartmentNames | undefined;
  /** In the order of their uids, as the next. */
  departments(): readonly DepartmentNames[];
  dutyGrids(): readonly DutyGridNames[];
  gridCodeOf(uid: number): string;
  /** uids of the unit grids whose codes begin with these digits; the same set while grids are the same. */
  gridsOfArea(code: string): ReadonlySet<number>;
  /** Zone of the city shown: the first platform's, Asia/Shanghai while there is none. */
  timeZone(): string;
  /** Short id of the city shown, "" while there is none. */
  platform(): string;
  /** Tells which tables changed; what depends on them is read again when next asked for. */
  changed(table: TableName): void;
}

const NO_CLASSES: ReadonlySet<number> = new Set();

export function openNames(handle: ReadHandle): Names {
  const kept = <T>(load: () => T) => {
    let value: T | null = null;
    return {
      get: () => (value ??= load()),
      forget: () => {
        value = null;
      },
    };
  };
  const byUid = <T extends { uid: number }>(rows: readonly T[]) => new Map(rows.map((row) => [row.uid, row]));
  const classes = handle.prepare<[], ClassNames>(
    "SELECT uid, scheme, kind, code, name, nameEn, majorCode, majorName, majorNameEn FROM classes",
  );
  const departments = handle.prepare<[], DepartmentNames>(
    "SELECT uid, name, nameEn, shortName, shortNameEn, groupCode FROM departments ORDER BY uid",
  );
  const dutyGrids = handle.prepare<[], DutyGridNames>(
    "SELECT uid, name, nameEn, code AS shortName, code AS shortNameEn FROM grids WHERE level = 'duty' ORDER BY uid",
  );
  const platform = handle.prepare<[], string>("SELECT platform FROM platforms ORDER BY uid LIMIT 1").pluck();
  const zone = zoneReader(handle);
  const grids = handle.prepare<[], GridCode>("SELECT uid, code, level FROM grids");
  const tables = {
    classes: kept(() => {
      const all = classes.all();
      const majors = Map.groupBy(all, ({ scheme, majorCode }) => `${scheme}/${majorCode}`);
      return {
        byUid: byUid(all),
        byMajor: new Map([...majors].map(([major, of]) => [major, new Set(of.map(({ uid }) => uid))])),
      };
    }),
    departments: kept(() => byUid(departments.all())),
    grids: kept(() => ({ byUid: byUid(grids.all()), duty: dutyGrids.all(), areas: new Map<string, Set<number>>() })),
    platforms: kept(() => ({ zone: zone(), platform: platform.get() ?? "" })),
  };
  return {
    classOf: (uid) => tables.classes.get().byUid.get(uid),
    classesOf: (major) => tables.classes.get().byMajor.get(major) ?? NO_CLASSES,
    departmentOf: (uid) => tables.departments.get().get(uid),
    gridCodeOf: (uid) => tables.grids.get().byUid.get(uid)?.code ?? "",
    gridsOfArea(code) {
      const { areas, byUid: all } = tables.grids.get();
      let found = areas.get(code);
      if (found === undefined) {
        const inside = [...all.values()].filter((grid) => grid.level === "unit" && grid.code.startsWith(code));
        areas.set(code, (found = new Set(inside.map(({ uid }) => uid))));
      }
      return found;
    },
    departments: () => [...tables.departments.get().values()],
    dutyGrids: () => tables.grids.get().duty,
    timeZone: () => tables.platforms.get().zone,
    platform: () => tables.platforms.get().platform,
    changed(table) {
      if (table in tables) tables[table as keyof typeof tables].forget();
    },
  };
}
