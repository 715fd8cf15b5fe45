/** Why nobody was let in, in words. Pure. */
import type { Words } from "../../kit/text.ts";
import { durationText } from "../../kit/time.ts";
import type { DoorProblem } from "./use-door.ts";

/** @param left whole seconds for which no try counts, 0 for none */
export function problemText(problem: DoorProblem, left: number, words: Words): string {
  if (problem.kind === "trouble") return words.trouble(problem.trouble);
  const { why, left: tries } = problem;
  if (why === "locked" || why === "busy") {
    const time = durationText(left * 1_000, words.language);
    return left === 0 ? words.text("seat.door.tryAgain") : words.text(`seat.door.${why}`, { time });
  }
  if (why === "wrongPassword" && tries !== null) return words.text("seat.door.wrongPasswordLeft", { left: tries });
  return words.text(`seat.door.${why}`);
}
