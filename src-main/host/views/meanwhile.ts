/**
 * What happened while the line was cut, told once it stands again (Z45).
 *
 * Counted are the cases whose newest time lies in the cut: what was reported, closed or ran out meanwhile is among them or
 * beside them, for a deadline passes without anybody changing the case.
 */
import type { CaseLine } from "../../../shared/case-line.ts";
import { isOverdueAt } from "../../../shared/evaluation/columns.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { QUEUE_OF } from "../../../shared/rights.ts";
import type { MeanwhileValue } from "../../../shared/seat.ts";
import { lineReader } from "./case-lines.ts";
import type { Source } from "./source.ts";

/** Cases told of at most. */
const MOST_LINES = 200;

/** Null while no cut is to be told of. */
export function meanwhileAnswer(source: Source): MeanwhileValue | null {
  const cut = source.beside.seat.cut();
  if (cut === null) return null;
  const { cases } = source;
  const { from, to } = cut;
  const within = (at: number | undefined) => (at as number) > from && (at as number) <= to;
  const waits = waitsFor(source);
  const counts = { changed: 0, reported: 0, closed: 0, becameOverdue: 0, mine: 0 };
  const mine: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    if (isOverdueAt(cases, i, to) && within(cases.deadline[i])) counts.becameOverdue++;
    if (!within(cases.changedAt[i])) continue;
    counts.changed++;
    if (within(cases.reportedAt[i])) counts.reported++;
    if (within(cases.closedAt[i])) counts.closed++;
    const isMine = waits[cases.state[i] as number] === true;
    if (isMine) counts.mine++;
    (isMine ? mine : others).push(i);
  }
  const newest = (a: number, b: number) => (cases.changedAt[b] as number) - (cases.changedAt[a] as number);
  const told = [...mine.toSorted(newest), ...others.toSorted(newest)].slice(0, MOST_LINES);
  const line = lineReader(source);
  const lines = told.map((i) => line(cases.uid[i] as number)).filter((each): each is CaseLine => each !== undefined);
  return { from, to, counts, lines, ...settledSince(from, to, source) };
}

/** By code of a state: whether it waits for who sits here. Who sees to everything has nothing of their own. */
function waitsFor({ beside }: Source): readonly boolean[] {
  const role = beside.seat.session().person?.role ?? "admin";
  const states = QUEUE_OF[role];
  return CASE_STATES.map((state) => states?.includes(state) ?? false);
}

/** Requests that were made during the cut and have been answered since. */
function settledSince(from: number, to: number, { beside }: Source): Pick<MeanwhileValue, "sent" | "refused"> {
  const made = beside.outbox.entries().filter(({ madeAt }) => madeAt > from && madeAt <= to);
  return {
    sent: made.filter(({ state }) => state === "done").length,
    refused: made.filter(({ state }) => state === "refused" || state === "expired").length,
  };
}
