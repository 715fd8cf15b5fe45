/** What the course of a case goes by, beyond the case itself. */
import type { DecideContext } from "../../shared/case/decide.ts";
import type { DemandRow } from "./kinds.ts";
import type { Staff } from "./staff.ts";

/** What the course must know about a case beyond the case itself. */
export interface Subject {
  readonly id: string;
  readonly row: DemandRow;
  /** 0–4 */
  readonly subdistrict: number;
  /** Index of the duty grid. */
  readonly duty: number;
  /** uid of the open case that this report repeats, 0 none. */
  readonly repeats: number;
}

export interface DepartmentSeat {
  readonly uid: number;
  readonly id: string;
  readonly name: string;
  readonly onTime: number;
}

export interface CourseOptions extends DecideContext {
  readonly seed: number;
  readonly departments: readonly DepartmentSeat[];
  readonly staff: Staff;
}
