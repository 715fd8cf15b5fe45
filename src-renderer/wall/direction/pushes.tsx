/** What was pushed to the wall (推屏), each in its part of the whole wall, with whose it is and until when (rule X45). */
import type { Push } from "../../../shared/direction/wall.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLink } from "../../link/react.ts";
import type { PointBuffers } from "../../map/buffers.ts";
import { maskPerson } from "../../../shared/direction/mask.ts";
import { pushesOf } from "./follow.ts";
import { isSeen, regionWithin } from "./place.ts";
import { PushedThing, useNameOf } from "./pushed.tsx";
import type { Direction } from "./use-direction.ts";

export interface PushesProps {
  readonly direction: Direction;
  /** All cases, for a pushed map. */
  readonly points: PointBuffers;
}

/** What comes with the next state is drawn out of sight, what goes with it stays until then. */
export function Pushes({ direction, points }: PushesProps) {
  const { shown, coming, region } = direction;
  const all = pushesOf(shown, coming).filter(({ push }) => isSeen(push.region, region));
  return all.map(({ push, when }) => (
    <section
      key={push.id}
      className="push"
      style={regionWithin(push.region)}
      data-push={push.id}
      data-show={push.what.show}
      data-when={when}
      inert={when === "coming"}
      aria-hidden={when === "coming" || undefined}
    >
      <PushHead push={push} visitor={shown?.visitor ?? false} />
      <div className="push-body">
        <Boundary retryKey={push.id} fallback={(why) => <p className="push-note">{why}</p>}>
          <PushedThing push={push} points={points} />
        </Boundary>
      </div>
    </section>
  ));
}

/** "推屏 · 案件 2026… · 王芳 · 14:05 起 · 14:10 止". */
function PushHead({ push, visitor }: { readonly push: Push; readonly visitor: boolean }) {
  const words = useWords();
  const link = useLink();
  const name = useNameOf(push.what);
  const now = link.hubNow() ?? push.since;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const who = visitor ? maskPerson(push.name) : push.name;
  return (
    <header className="push-head">
      <b>{words.text("directed.pushed")}</b>
      <h2 title={name}>{name}</h2>
      {who !== "" && <span>{who}</span>}
      <span>{words.text("directed.since", { moment: moment(push.since) })}</span>
      <span>
        {push.until === null
          ? words.text("directed.untilTaken")
          : words.text("directed.until", { moment: moment(push.until) })}
      </span>
    </header>
  );
}
