/** What a mover does, as a mark with its word: the shape says it too, for whoever cannot tell the colours. */
import type { AlarmName } from "../../../shared/device/jt808.ts";
import { useWords } from "../../kit/words.ts";
import type { MoverState } from "./summary.ts";

/** One sign for each state; those on the map are the same. */
const SIGNS: Readonly<Record<MoverState, string>> = {
  onDuty: "▲",
  resting: "●",
  unlocated: "⊘",
  silent: "◌",
  fault: "⊘",
};

export function MoverStateMark({ state }: { readonly state: MoverState }) {
  const words = useWords();
  return (
    <span className="mover-state" data-state={state}>
      <i aria-hidden="true">{SIGNS[state]}</i>
      {words.text(`movers.state.${state}`)}
    </span>
  );
}

export function Alarms({ alarms, urgent }: { readonly alarms: readonly AlarmName[]; readonly urgent: boolean }) {
  const words = useWords();
  return (
    <span className={urgent ? "mover-alarm red" : "mover-alarm"} role={urgent ? "alert" : undefined}>
      {alarms.map((name) => words.text(`device.alarm.${name}`)).join(words.text("movers.comma"))}
    </span>
  );
}
