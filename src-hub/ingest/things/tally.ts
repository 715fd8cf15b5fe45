/** What an import of things counts as it goes, and the file of the rows it rejects. */
import type { PutOutcome } from "../../store/store.ts";
import type { RejectRule, ThingRepair } from "../mapping/mapping.ts";
import type { Rejects } from "../rejects.ts";
import type { ThingReport } from "./report.ts";
import type { ThingRow } from "./source.ts";
import type { ThingRejection } from "./takers.ts";

/** The part of a report that the rows themselves decide. */
export type Done = Omit<
  ThingReport,
  | "file"
  | "mapping"
  | "platform"
  | "table"
  | "dryRun"
  | "encoding"
  | "crs"
  | "unknownColumns"
  | "seconds"
  | "rowsPerSecond"
>;

export class ThingTally {
  readonly outcomes: Record<PutOutcome, number> = { new: 0, changed: 0, same: 0 };
  read = 0;
  rejected = 0;
  private readonly rejections: Partial<Record<RejectRule, number>> = {};
  private readonly repairs: Partial<Record<ThingRepair, number>> = {};
  readonly rejects: Rejects;

  constructor(rejects: Rejects) {
    this.rejects = rejects;
  }

  reject(row: ThingRow, rejection: ThingRejection): void {
    this.rejected += 1;
    this.rejections[rejection.rule] = (this.rejections[rejection.rule] ?? 0) + 1;
    this.rejects.add(row.row, rejection, row.cells ?? []);
  }

  repaired(rule: ThingRepair, count = 1): void {
    if (count > 0) this.repairs[rule] = (this.repairs[rule] ?? 0) + count;
  }

  /** Throws when the counts do not add up: a broken invariant. */
  done(more: Partial<Done>): Done {
    const { outcomes, read, rejected } = this;
    const sum = outcomes.new + outcomes.changed + outcomes.same + rejected;
    if (sum !== read) throw new Error(`counts do not add up: read ${read}, new, changed, same and rejected ${sum}`);
    return {
      read,
      ...outcomes,
      rejected,
      repairs: this.repairs,
      rejections: this.rejections,
      rejectsFile: this.rejects.close(),
      unlocated: 0,
      unlocatedFile: null,
      outsideGrids: 0,
      grids: 0,
      findings: [],
      findingsFile: null,
      ended: 0,
      former: 0,
      settled: 0,
      ...more,
    };
  }
}
