/** Small invented rows for the suites. */
import type { CaseReport, Fact } from "../../shared/case/case.ts";
import { replay } from "../../shared/case/evolve.ts";
import { draftOfCase } from "../../shared/case/record.ts";
import { TABLE_NAMES, TABLES, rowOf, type RecordOf, type Row, type TableName } from "../../shared/tables.ts";
import type { Hub } from "../../src-hub/hub.ts";

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

/** A report as a patrol makes it. */
export const REPORT: CaseReport = {
  kind: "matter",
  classUid: 0,
  source: "patrol",
  lon: 114.5,
  lat: 30.5,
  address: "人民路",
  unitGrid: 0,
  dutyGrid: 0,
  description: "暴露垃圾",
  urgent: false,
};

/** Cases that were reported a minute ago and nothing else, in a city with one department; gives their uids. */
export function putReported(hub: Pick<Hub, "store" | "now">, count: number): number[] {
  return hub.store.transact(hub.now(), (tx) => {
    tx.put("platforms", platformDraft());
    tx.put("departments", departmentDraft("d1"));
    return Array.from({ length: count }, (_, n) => {
      const facts: Fact[] = [{ kind: "reported", at: Math.floor(hub.now()) - 60_000, by: "监督员", report: REPORT }];
      const row = { platform: "test", id: `c${n}`, caseNo: `${n}`, extra: "{}" };
      return tx.put("cases", draftOfCase(row, replay(facts))).uid;
    });
  });
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
