/** How the clocks of a case stand: the light of its handling limit, what is used of it, and the running step. */
import type { LimitType } from "../../shared/case/case.ts";
import type { CaseClocks } from "../../shared/view.ts";
import { clockSpanText, durationText, momentText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { Entry } from "./entry.tsx";
import { LightMark } from "./light.tsx";

const WORK_CLOCKS: readonly LimitType[] = ["workHour", "workDay"];

export interface ClocksProps {
  readonly clocks: CaseClocks;
  /** How the limit runs; null without a limit. */
  readonly limitType: string | null;
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function Clocks({ clocks, limitType, now }: ClocksProps) {
  const words = useWords();
  const { light, usedMinutes, limitMinutes, remainingMinutes, pausedBy, stageSince, stageDue } = clocks;
  const works = WORK_CLOCKS.includes(limitType as LimitType);
  const span = (minutes: number) =>
    works ? clockSpanText(Math.abs(minutes), words.language) : durationText(Math.abs(minutes) * 60_000, words.language);
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  return (
    <>
      {limitMinutes !== null && usedMinutes !== null && (
        <Entry label={words.text("clocks.handling")}>
          {light !== null && (
            <span className="clocks-light" data-light={light}>
              <LightMark light={light} />
              {words.text(`light.${light}`)}
            </span>
          )}
          {words.text("clocks.used", { used: span(usedMinutes), limit: span(limitMinutes) })}
          {works && <small>{words.text("clocks.work")}</small>}
          {remainingMinutes !== null && (
            <small className={remainingMinutes < 0 ? "red" : ""}>
              {words.text(remainingMinutes < 0 ? "case.lateBy" : "case.left", { span: span(remainingMinutes) })}
            </small>
          )}
          {pausedBy !== null && <small>{words.text(`clocks.paused.${pausedBy}`)}</small>}
        </Entry>
      )}
      {stageDue !== null && pausedBy === "suspension" && (
        <Entry label={words.text("state.suspended")}>
          {words.text("clocks.resumes", { since: moment(stageSince), due: moment(stageDue) })}
        </Entry>
      )}
      {stageDue !== null && pausedBy !== "suspension" && (
        <Entry label={words.text("clocks.stage")}>
          {words.text("clocks.stageDue", { since: moment(stageSince), due: moment(stageDue) })}
          {stageDue < now && (
            <small className="red">
              {words.text("case.lateBy", { span: durationText(now - stageDue, words.language) })}
            </small>
          )}
        </Entry>
      )}
    </>
  );
}
