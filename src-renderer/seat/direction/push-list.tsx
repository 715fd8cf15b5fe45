/** What is pushed to a wall, and what waits for a place: whose, since when, for how long, and taking it back. */
import { Button } from "antd";
import { useContext } from "react";
import type { Push, WallState } from "../../../shared/direction/wall.ts";
import { cannotTakeBack, type Asker } from "../../board/direction/may.ts";
import { usePushedName } from "../../board/direction/names.ts";
import { leftText, regionText, secondsLeft } from "../../board/direction/words.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLine } from "../../link/react.ts";
import { minutesText } from "./push-dialog.tsx";
import type { DirectActs } from "./use-direct-acts.ts";

export interface PushListProps {
  readonly state: WallState | null;
  readonly asker: Asker;
  readonly acts: DirectActs;
}

export function PushList({ state, asker, acts }: PushListProps) {
  const words = useWords();
  const pushes = state?.pushes ?? [];
  const waiting = state?.waiting ?? [];
  const rows = [...pushes.map((push) => ({ push, place: 0 })), ...waiting.map((push, n) => ({ push, place: n + 1 }))];
  return (
    <section className="wall-pushes" aria-label={words.text("hall.pushes")}>
      <h2>
        {words.text("hall.pushes")} <small>{pushes.length}</small>
        {waiting.length > 0 && <small> · {words.text("hall.waiting", { count: waiting.length })}</small>}
      </h2>
      {rows.length === 0 && <p className="seat-note">{words.text("hall.pushes.none")}</p>}
      <ol>
        {state !== null &&
          rows.map(({ push, place }) => (
            <PushRow key={push.id} push={push} place={place} n={pushes.indexOf(push) + 1} {...{ state, asker, acts }} />
          ))}
      </ol>
    </section>
  );
}

interface PushRowProps {
  readonly push: Push;
  /** 0 for one that is shown, else its place among those that wait. */
  readonly place: number;
  /** Its number in the picture. */
  readonly n: number;
  readonly state: WallState;
  readonly asker: Asker;
  readonly acts: DirectActs;
}

function PushRow({ push, place, n, state, asker, acts }: PushRowProps) {
  const words = useWords();
  const name = usePushedName(push.what);
  const { hubNow } = useContext(ClockContext);
  const pace = useLine().report?.pace ?? 1;
  const left = useBeat(() => (push.until === null ? null : secondsLeft(push.until, hubNow() ?? push.until, pace)));
  const cannot = cannotTakeBack(push, asker, state, words);
  const now = hubNow() ?? push.since;
  return (
    <li data-push-row={push.id} data-place={place}>
      <b className="wall-push-number">{place === 0 ? n : words.text("hall.place", { count: place })}</b>
      <p>
        <b>{name}</b>
        <small>
          {regionText(push.region, words)} ·{" "}
          {words.text("hall.since", {
            name: push.name,
            moment: momentText(push.since, now, words.timeZone, words.language),
          })}
          {push.barred && <span className="amber"> · ▲ {words.text("hall.barred")}</span>}
        </small>
      </p>
      <span className="wall-push-left">
        {left === null ? minutesText(Math.ceil(push.seconds / 60), words) : leftText(left, words)}
      </span>
      <Button
        size="small"
        data-unpush={push.id}
        disabled={cannot !== null}
        title={cannot ?? undefined}
        onClick={() => acts.send({ do: "unpush", id: push.id })}
      >
        {words.text("hall.push.back")}
      </Button>
    </li>
  );
}
