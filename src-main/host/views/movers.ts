/** One unit, and where it was as this machine recorded it. */
import { record } from "../cache/read.ts";
import type { WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export function unitAnswer(uid: number, { handle }: Source): WholeValues["unit"] {
  const unit = record(handle, "units", uid);
  return unit === null ? null : { unit, dutyGridName: "", seenToday: 0 };
}

export function trailAnswer(
  { unit, minutes }: { readonly unit: number; readonly minutes: number },
  { beside, now }: Source,
): WholeValues["trail"] {
  return beside.history.trail(unit, now() - minutes * 60_000);
}
