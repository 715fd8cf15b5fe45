/** A case as lists show it, with the names that belong to it. */
export interface CaseLine {
  readonly uid: number;
  readonly caseNo: string;
  readonly state: number;
  readonly source: number;
  readonly className: string;
  readonly classNameEn: string;
  readonly address: string;
  readonly department: number;
  readonly departmentName: string;
  readonly departmentNameEn: string;
  readonly unitGrid: number;
  readonly unitGridCode: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly reportedAt: number;
  readonly deadline: number | null;
  readonly submittedAt: number | null;
  readonly closedAt: number | null;
  /** When it last changed: the newest of its times. */
  readonly changedAt: number;
  readonly flags: number;
  /** Commands on this case that the hub has not answered yet. The line shows the case as they would leave it. */
  readonly pending: number;
}
