/** Small invented rows for the suites. */
import { TABLE_NAMES, TABLES, rowOf, type RecordOf, type Row, type TableName } from "../../shared/tables.ts";

type DraftOf<T extends TableName> = Omit<RecordOf<T>, "uid">;

export const T0 = Date.UTC(2026, 10, 2, 4);

export function platformDraft(): DraftOf<"platforms"> {
  return {
    platform: "test",
    id: "test",
    name: "测试市",
    nameEn: "Test City",
    timeZone: "Asia/Shanghai",
    west: 114,
    south: 30,
    east: 115,
    north: 31,
    demo: 1,
    attribution: "",
    scheme: "",
    calendar: "",
    policy: "",
  };
}

export function departmentDraft(id: string): DraftOf<"departments"> {
  return {
    platform: "test",
    id,
    name: `单位${id}`,
    nameEn: `Department ${id}`,
    shortName: id,
    shortNameEn: id,
    groupCode: "A",
    contact: "",
  };
}

export function caseDraft(id: string, more: Partial<DraftOf<"cases">> = {}): DraftOf<"cases"> {
  return {
    platform: "test",
    id,
    caseNo: `No. ${id}`,
    state: 0,
    kind: "matter",
    classUid: 0,
    source: 0,
    lon: 114.5,
    lat: 30.5,
    unitGrid: 0,
    dutyGrid: 0,
    department: 0,
    limitValue: null,
    limitType: null,
    deadline: null,
    reportedAt: T0,
    acceptedAt: null,
    filedAt: null,
    dispatchedAt: null,
    submittedAt: null,
    checkedAt: null,
    closedAt: null,
    suspendedAt: null,
    reworkCount: 0,
    extensionCount: 0,
    sendBackCount: 0,
    stageSince: T0,
    stageDue: null,
    dispatchDue: null,
    satisfaction: null,
    duplicateOf: 0,
    refiledFrom: 0,
    marks: 0,
    flags: 0,
    address: "",
    description: "",
    facts: "[]",
    extra: "{}",
    ...more,
  };
}

/** A travelling row of a case. */
export function caseRow(uid: number, more: Partial<RecordOf<"cases">> = {}): Row {
  return rowOf("cases", { ...caseDraft(`case-${uid}`), ...more, uid });
}

/** A travelling row of any table that differs from others by `mark` only. */
export function plainRow(table: TableName, uid: number, mark: string): Row {
  return Object.entries(TABLES[table]).map(([name, type]) => {
    if (name === "uid") return uid;
    if (name === "id") return `${table}-${uid}`;
    if (type.startsWith("text")) return name === "name" || name === "caseNo" || name === "indicator" ? mark : "";
    return 0;
  });
}

export const EVERY_TABLE: readonly TableName[] = TABLE_NAMES;
