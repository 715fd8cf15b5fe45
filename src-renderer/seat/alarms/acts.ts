/** The keys of the alarm page. */
import type { AlarmLine } from "../../../shared/alarm.ts";
import { bothTexts, type Words } from "../../kit/text.ts";
import type { SeatAct } from "../shell/acts.ts";
import type { Asking } from "./dialogs.tsx";

export interface AlarmActing {
  readonly words: Words;
  readonly current: AlarmLine | undefined;
  readonly may: boolean;
  readonly go: (by: number) => void;
  readonly ask: (asking: Asking) => void;
  readonly open: () => void;
  readonly acknowledge: () => void;
  readonly acknowledgeAll: () => void;
  readonly reopen: () => void;
}

export function alarmActs(acting: AlarmActing): readonly SeatAct[] {
  const { words, current, may } = acting;
  const none = current === undefined ? words.text("alarms.strip.none") : may ? null : words.refusal("notAllowed");
  const act = (
    name: "acknowledge" | "acknowledgeAll" | "snooze" | "forward" | "shelve" | "reopen" | "open" | "next" | "previous",
    key: string,
    run: () => void,
    cannot: string | null = none,
  ): SeatAct => ({
    id: `alarms.${name}`,
    group: "alarm",
    title: words.text(`alarms.act.${name}`),
    titles: bothTexts(`alarms.act.${name}`),
    key,
    ...(cannot === null ? {} : { cannot }),
    run,
  });
  const missing = current === undefined ? words.text("alarms.strip.none") : null;
  return [
    act("next", "j", () => acting.go(1), missing),
    act("previous", "k", () => acting.go(-1), missing),
    act("open", "Enter", acting.open, missing),
    act("acknowledge", "y", acting.acknowledge),
    act("acknowledgeAll", "Shift+Y", acting.acknowledgeAll),
    act("snooze", "s", () => acting.ask("snooze")),
    act("forward", "w", () => acting.ask("forward")),
    act("shelve", "h", () => acting.ask("shelve")),
    act("reopen", "z", acting.reopen),
  ];
}
