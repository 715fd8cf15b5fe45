/** Why the wall shows what it shows, in words, and when it goes back (rule X48). */
import type { DirectAct, Reason, WallState } from "../../../shared/direction/wall.ts";
import { maskPerson } from "../../../shared/direction/mask.ts";
import type { Words } from "../../kit/text.ts";

/** Names that a reason knows by their ids only; null where nobody knows them. */
export interface ReasonNames {
  readonly rule: (id: string) => string | null;
  readonly scene: (name: string) => string;
  readonly playlist: (name: string) => string;
  /** The case that a rule is about: its class and place. */
  readonly caseName: string | null;
  readonly alarm: (key: string) => string | null;
}

/** How long a reason of a person or a list is told, real ms; that of a rule stays as long as its scene does. */
export const TOLD_MS = 6_000;

/** Does the reason stay on the wall until it goes back? */
export const isByRule = (reason: Reason): boolean =>
  reason.by === "case" || reason.by === "alarm" || reason.by === "clock";

/** Something called for eyes: then nothing is dimmed. */
export const callsForEyes = (state: WallState | null): boolean =>
  state !== null && (state.reason?.by === "case" || state.reason?.by === "alarm" || state.pushes.length > 0);

/** The reason as one sentence. `visitor`: names of people are masked. */
export function reasonSentence(
  reason: Reason,
  scene: string,
  names: ReasonNames,
  words: Words,
  visitor: boolean,
): string {
  const shown = names.scene(scene);
  switch (reason.by) {
    case "person":
      return words.text("directed.byPerson", { name: visitor ? maskPerson(reason.name) : reason.name, scene: shown });
    case "playlist":
      return words.text("directed.byPlaylist", { playlist: names.playlist(reason.playlist), scene: shown });
    case "clock":
      return words.text("directed.byClock", { rule: names.rule(reason.rule) ?? reason.rule });
    case "case":
      return words.text("directed.byCase", {
        rule: names.rule(reason.rule) ?? reason.rule,
        case: names.caseName ?? words.text("case.title"),
      });
    case "alarm":
      return words.text("directed.byAlarm", {
        rule: names.rule(reason.rule) ?? reason.rule,
        alarm: names.alarm(reason.key) ?? words.text("directed.anAlarm"),
      });
    case "return":
      return words.text("directed.byReturn", { scene: shown });
  }
}

/** Real seconds until the wall goes back by itself; null when it does not. */
export function secondsToReturn(state: WallState, hubNow: number, pace: number): number | null {
  return state.returnAt === null ? null : Math.max(0, Math.ceil((state.returnAt - hubNow) / pace / 1000));
}

/** Minutes for which H holds the wall. */
export const HOLD_MINUTES = 30;

type OwnAct = DirectAct extends infer Act ? (Act extends DirectAct ? Omit<Act, "wall"> : never) : never;

/** What H asks for: hold, or let go. */
export const holdKey = (state: WallState | null): OwnAct =>
  state?.held != null ? { do: "release" } : { do: "hold", minutes: HOLD_MINUTES };

/** What Esc leaves on a wall where nothing else is open: the card, the visit, what a rule or a person put there; null for nothing. */
export function leaveKey(state: WallState | null): OwnAct | null {
  if (state === null) return null;
  if (state.testCard) return { do: "testCard", on: false };
  if (state.visitor) return { do: "visitor", on: false };
  return state.returnTo !== null || state.pushes.length > 0 ? { do: "restore" } : null;
}
