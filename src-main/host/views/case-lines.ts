/** Cases as lists show them: which, in what order, and with what names. */
import { eachMatch, type CaseFilter } from "../../../shared/evaluation/columns.ts";
import type { CaseLine } from "../../../shared/view.ts";
import { recordReader } from "../cache/read.ts";
import { changedAtOf, type CaseColumnStore } from "./case-columns.ts";
import { shownCase } from "./shown-case.ts";
import type { Source } from "./source.ts";

const LINE_COLUMNS = [
  "uid",
  "caseNo",
  "state",
  "source",
  "classUid",
  "address",
  "department",
  "unitGrid",
  "lon",
  "lat",
  "reportedAt",
  "acceptedAt",
  "filedAt",
  "dispatchedAt",
  "submittedAt",
  "checkedAt",
  "closedAt",
  "suspendedAt",
  "deadline",
  "flags",
] as const;

/** Makes the reader of lines; undefined when the case is not in the cache. */
export function lineReader(source: Source): (uid: number) => CaseLine | undefined {
  const { handle, names } = source;
  const read = recordReader(handle, "cases", LINE_COLUMNS);
  return (uid) => {
    const asked = source.beside.outbox.unsettled(uid);
    const row = asked.length === 0 ? read(uid) : shownCase(uid, source)?.record;
    if (row === undefined) return undefined;
    const classNames = names.classOf(row.classUid);
    const department = names.departmentOf(row.department);
    return {
      uid,
      caseNo: row.caseNo,
      state: row.state,
      source: row.source,
      className: classNames?.name ?? "",
      classNameEn: classNames?.nameEn ?? "",
      address: row.address,
      department: row.department,
      departmentName: department?.name ?? "",
      departmentNameEn: department?.nameEn ?? "",
      unitGrid: row.unitGrid,
      unitGridCode: names.gridCodeOf(row.unitGrid),
      lon: row.lon,
      lat: row.lat,
      reportedAt: row.reportedAt,
      deadline: row.deadline,
      submittedAt: row.submittedAt,
      closedAt: row.closedAt,
      changedAt: changedAtOf(row),
      flags: row.flags,
      pending: asked.length,
    };
  };
}

/**
 * The cases of a filter, newest change first (then by uid, newest first): how many there are, and the uids of one page.
 * Only as many as the page reaches are kept in order, so that a list of ten costs one pass over a million cases.
 */
export function newestOf(
  cases: CaseColumnStore,
  filter: CaseFilter,
  now: number,
  offset: number,
  limit: number,
): { total: number; uids: number[] } {
  const keep = offset + limit;
  /** A heap with the oldest of those kept on top. */
  const heap: number[] = [];
  const older = (a: number, b: number) =>
    (cases.changedAt[a] as number) - (cases.changedAt[b] as number) ||
    (cases.uid[a] as number) - (cases.uid[b] as number);
  let total = 0;
  eachMatch(cases, filter, now, (i) => {
    total++;
    if (heap.length < keep) {
      heap.push(i);
      rise(heap, older);
    } else if (keep > 0 && older(i, heap[0] as number) > 0) {
      heap[0] = i;
      sink(heap, older);
    }
  });
  const page = heap.toSorted((a, b) => older(b, a)).slice(offset);
  return { total, uids: page.map((i) => cases.uid[i] as number) };
}

type Order = (a: number, b: number) => number;

function rise(heap: number[], order: Order): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (order(heap[child] as number, heap[parent] as number) >= 0) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function sink(heap: number[], order: Order): void {
  for (let parent = 0; ;) {
    let least = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2]) {
      if (child < heap.length && order(heap[child] as number, heap[least] as number) < 0) least = child;
    }
    if (least === parent) return;
    swap(heap, parent, least);
    parent = least;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] as number;
  heap[a] = heap[b] as number;
  heap[b] = kept;
}
