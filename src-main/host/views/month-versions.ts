/**
 * When each month last changed: what was worked out over a month stays true until one of its cases changes. A case
 * belongs to the months of all instants that a basis may name, before and after the change.
 */
import { monthsOf } from "../cache/months.ts";
import type { CaseColumnStore } from "./case-columns.ts";

export class MonthVersions {
  private readonly versions = new Map<number, number>();
  private month: (at: number) => number;
  /** The last change of all, and the last that changed every month. */
  private last = 0;
  private floor = 0;

  constructor(timeZone: string) {
    this.month = monthsOf(timeZone);
  }

  /** Rises with every change of a case of the month. */
  of(month: number): number {
    return Math.max(this.floor, this.versions.get(month) ?? 0);
  }

  /** Case `i` is about to change, or has changed. */
  touch(cases: CaseColumnStore, i: number): void {
    this.last++;
    this.at(cases.reportedAt[i] as number);
    this.at(cases.filedAt[i] as number);
    this.at(cases.deadline[i] as number);
    this.at(cases.closedAt[i] as number);
  }

  /** Months are cut otherwise from now on. */
  cutBy(timeZone: string): void {
    this.month = monthsOf(timeZone);
    this.floor = ++this.last;
  }

  private at(instant: number): void {
    if (!Number.isNaN(instant)) this.versions.set(this.month(instant), this.last);
  }
}
