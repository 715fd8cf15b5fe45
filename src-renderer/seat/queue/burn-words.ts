/** The clock that runs out first, in words and as a light. */
import { burnLight } from "../../../shared/evaluation/burn.ts";
import type { QueueLine } from "../../../shared/seat.ts";
import type { Light } from "../../../shared/case/light.ts";
import type { WallKey, Words } from "../../kit/text.ts";
import { durationText, momentText } from "../../kit/time.ts";

type Clocks = Pick<QueueLine, "burn" | "burnsFrom" | "burnsAt">;

/** The names of the clocks. */
const CLOCKS: Readonly<Record<NonNullable<QueueLine["burn"]>, WallKey>> = {
  stage: "queue.clock.stage",
  deadline: "queue.clock.deadline",
  dispatch: "queue.clock.dispatch",
  callBack: "queue.clock.callBack",
};

/** "处置 · 12分后超时", "派遣 · 超时1小时20分"; a sentence too where no clock runs. @param now hub time, epoch ms */
export function burnText({ burn, burnsAt }: Clocks, now: number, words: Words): string {
  if (burn === null || burnsAt === null) return words.text("queue.burn.none");
  const clock = words.text(CLOCKS[burn]);
  const span = durationText(Math.abs(burnsAt - now), words.language);
  return words.text(now > burnsAt ? "queue.burn.over" : "queue.burn.left", { clock, span });
}

/** The instant at which it runs out, said beside the row's clock. */
export function burnMoment({ burn, burnsAt }: Clocks, now: number, words: Words): string {
  if (burn === null || burnsAt === null) return words.text("queue.burn.none");
  const moment = momentText(burnsAt, now, words.timeZone, words.language);
  return words.text("queue.burn.at", { clock: words.text(CLOCKS[burn]), moment });
}

/** Null where no clock runs. */
export function lightOfLine({ burnsFrom, burnsAt }: Clocks, now: number): Light | null {
  return burnsFrom === null || burnsAt === null ? null : burnLight({ from: burnsFrom, at: burnsAt }, now);
}
