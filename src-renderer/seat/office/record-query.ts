/** What the record of acts is asked for: as the filters stand, and as the address says. */
import { instantOf } from "../../../shared/evaluation/period.ts";
import type { OfficeRequest } from "../../../shared/wire/office.ts";

/** Lines of one answer. */
export const PAGE_LINES = 100;

export interface RecordFilter {
  readonly text: string;
  readonly act: string;
  readonly subject: string;
  /** 0 for any. */
  readonly uid: number;
  /** Days of the city, YYYY-MM-DD, "" for none; both are within. */
  readonly from: string;
  readonly to: string;
}

/** `#/office/record/departments/7`: the history of one thing. */
export function filterOf(rest: readonly string[]): RecordFilter {
  const [subject = "", uid = ""] = rest;
  return { text: "", act: "", subject, uid: /^\d{1,15}$/.test(uid) ? Number(uid) : 0, from: "", to: "" };
}

export function isNarrowed(filter: RecordFilter): boolean {
  return Object.values(filter).some((value) => value !== "" && value !== 0);
}

/** The instant at which a day begins, so many days later; null for no day. */
function dayStart(day: string, later: number, timeZone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (parts === null) return null;
  const [year = 0, month = 0, date = 0] = parts.slice(1).map(Number);
  return instantOf(timeZone, year, month, date + later);
}

/** @param before number of the oldest act that is there, null for the newest */
export function recordRequest(filter: RecordFilter, before: number | null, timeZone: string): OfficeRequest {
  const { text, act, subject, uid, from, to } = filter;
  return {
    office: "audit",
    ...{ text: text.trim(), act, subject, uid, before, limit: PAGE_LINES },
    from: dayStart(from, 0, timeZone),
    to: dayStart(to, 1, timeZone),
  };
}
