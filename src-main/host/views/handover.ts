/** 交接班: what a handover would say now, and those that were written. */
import type { HandoverBody } from "../../../shared/seat.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Source } from "./source.ts";

export function handoverDraftAnswer(fromAt: number, source: Source): HandoverBody {
  return {
    role: source.beside.seat.session().person?.role ?? "wall",
    fromAt,
    toAt: source.now(),
    done: { reported: 0, filed: 0, dispatched: 0, closed: 0 },
    open: { all: 0, overdue: 0, dueSoon: 0, suspended: 0 },
    dueSoon: [],
    parked: [],
    alarms: [],
    cameras: [],
    unsent: 0,
    conflicts: 0,
  };
}

export function handoversAnswer(_limit: number, _source: Source): readonly RecordOf<"handovers">[] {
  return [];
}
