/** 调阅记录: who looked, when, for how long, at what and why; newest first. */
import { ROLES } from "../../../shared/roles.ts";
import type { LookLine } from "../../../shared/view.ts";
import { LOOK_REASONS } from "../../../shared/video/stream.ts";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";

export interface LooksProps {
  readonly looks: readonly LookLine[];
  readonly now: number;
  /** Name of a camera by its uid; left out where all are of one. */
  readonly camera?: (uid: number) => string;
}

export function Looks({ looks, now, camera }: LooksProps) {
  const words = useWords();
  return (
    <ol className="camera-looks">
      {looks.map((look) => {
        const role = ROLES.find((each) => each === look.role);
        const why = LOOK_REASONS.find((each) => each === look.why) ?? "tile";
        return (
          <li key={look.uid} data-look={look.uid}>
            <p>
              <b>{look.who}</b>
              {role !== undefined && <small>{words.text(`sync.role.${role}`)}</small>}
              {camera !== undefined && <span>{camera(look.camera)}</span>}
              <time dateTime={new Date(look.fromAt).toISOString()}>
                {momentText(look.fromAt, now, words.timeZone, words.language)}
              </time>
            </p>
            <p className="camera-note">
              {words.text(`looks.why.${why}`)} · {durationText(look.toAt - look.fromAt, words.language)} ·{" "}
              {look.at === "" ? "—" : look.at}
              {look.caseUid !== 0 && ` · ${words.text("looks.forCase")}`}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
