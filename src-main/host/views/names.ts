/** The names that case lists show, kept in memory and read again when their tables change. */
import type { TableName } from "../../../shared/tables.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { zoneReader } from "../cache/zone.ts";

export interface ClassNames {
  readonly uid: number;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly majorName: string;
  readonly majorNameEn: string;
}

interface DepartmentNames {
  readonly uid: number;
  readonly name: string;
  readonly nameEn: string;
}

interface GridCode {
  readonly uid: number;
  readonly code: string;
}

export interface Names {
  classOf(uid: number): ClassNames | undefined;
  departmentOf(uid: number): DepartmentNames | undefined;
  gridCodeOf(uid: number): string;
  /** Zone of the city shown: the first platform's, Asia/Shanghai while there is none. */
  timeZone(): string;
  /** Tells which tables changed; what depends on them is read again when next asked for. */
  changed(table: TableName): void;
}

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
    "SELECT uid, kind, code, name, nameEn, majorName, majorNameEn FROM classes",
  );
  const departments = handle.prepare<[], DepartmentNames>("SELECT uid, name, nameEn FROM departments");
  const grids = handle.prepare<[], GridCode>("SELECT uid, code FROM grids");
  const tables = {
    classes: kept(() => byUid(classes.all())),
    departments: kept(() => byUid(departments.all())),
    grids: kept(() => byUid(grids.all())),
    platforms: kept(zoneReader(handle)),
  };
  return {
    classOf: (uid) => tables.classes.get().get(uid),
    departmentOf: (uid) => tables.departments.get().get(uid),
    gridCodeOf: (uid) => tables.grids.get().get(uid)?.code ?? "",
    timeZone: () => tables.platforms.get(),
    changed(table) {
      if (table in tables) tables[table as keyof typeof tables].forget();
    },
  };
}
