/** The order in which the cases of a spot are listed. */
import { stageOf, stateOfCode } from "../../../shared/case/state.ts";
import type { CaseLine } from "../../../shared/case-line.ts";

/** Open cases before closed ones, each the newest first. */
export function openFirst<T extends Pick<CaseLine, "state" | "reportedAt">>(lines: readonly T[]): readonly T[] {
  const isClosed = ({ state }: T) => Number(stageOf(stateOfCode(state)) === "closed");
  return lines.toSorted((a, b) => isClosed(a) - isClosed(b) || b.reportedAt - a.reportedAt);
}
