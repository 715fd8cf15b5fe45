/** Availability of the last weeks as small bars that begin at zero, each with its share; a week nobody watched is an empty frame. */
import { shareOf } from "../../../shared/video/availability.ts";
import type { Availability } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { hoursOfText, shareText, weekText } from "./words.ts";

export interface WeeksProps {
  readonly weeks: readonly Availability[];
  /** A part of 1; null where no target is set. */
  readonly target: number | null;
}

export function Weeks({ weeks, target }: WeeksProps) {
  const words = useWords();
  return (
    <ol className="camera-weeks" aria-label={words.text("cameraHealth.weeks", { count: weeks.length })}>
      {weeks.map((week) => {
        const share = shareOf(week);
        const below = share !== null && target !== null && share < target;
        const said = words.text("cameraHealth.week", {
          week: weekText(week.week, words),
          share: shareText(week),
          hours: hoursOfText(week, words),
        });
        return (
          <li key={week.week} title={said} data-week={week.week} data-share={share ?? ""}>
            <span className="camera-week" role="img" aria-label={said}>
              <span className="camera-week-share" data-below={below}>
                {shareText(week)}
              </span>
              <span className="camera-week-bar" data-empty={share === null}>
                <i style={{ height: `${(share ?? 0) * 100}%` }} data-below={below} />
                {target !== null && share !== null && <b style={{ bottom: `${target * 100}%` }} />}
              </span>
              <span className="camera-week-day">{weekText(week.week, words)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
