/** The acts of a case's page: its commands, the proposed departments by digits, and going from case to case. */
import type { Suggestion } from "../../../shared/seat.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs, type SeatAct } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { BAR_ID } from "./command-bar.tsx";
import { COMMANDS, type CaseCommandKind, type Offered } from "./commands.ts";
import { PAGE_KEYS } from "./page-keys.ts";
import { bothTitles } from "./titles.ts";

export interface CaseActs {
  readonly offered: readonly Offered[];
  /** Those that digits choose; none where nothing can be dispatched. */
  readonly suggestions: readonly Suggestion[];
  take(kind: CaseCommandKind): void;
  /** The nth proposed department, counted from 0. */
  takeSuggestion(nth: number): void;
  next(): void;
  previous(): void;
  claim(): void;
}

const kinds = Object.keys(COMMANDS) as CaseCommandKind[];

export function useCaseActs(acts: CaseActs): void {
  const words = useWords();
  const { mayCommand, may } = useSeat();
  const { offered, suggestions } = acts;
  const taken = new Set(offered.map(({ key }) => key));
  const command = (kind: CaseCommandKind): Omit<SeatAct, "key"> => ({
    ...{ id: `case.${kind}`, group: "case" },
    title: words.text(`command.${kind}`),
    titles: bothTitles(`command.${kind}`),
    run: () => acts.take(kind),
  });
  const page = (id: "next" | "previous" | "claim" | "more", run: () => void, more: Partial<SeatAct> = {}): SeatAct => ({
    ...{ id: `case.${id}`, group: "case", key: PAGE_KEYS[id] },
    title: words.text(`casework.act.${id}`),
    titles: bothTitles(`casework.act.${id}`),
    run,
    ...more,
  });
  useSeatActs([
    ...offered.map(({ kind, key, cannot }) => ({
      ...command(kind),
      key,
      ...(cannot === null ? {} : { cannot: words.refusal(cannot) }),
    })),
    // What another state would allow stands in the card of keys too, as long as its key means nothing else here.
    ...kinds
      .filter((kind) => mayCommand(kind) && !offered.some((each) => each.kind === kind))
      .map((kind) => ({
        ...command(kind),
        ...(taken.has(COMMANDS[kind].key) ? {} : { key: COMMANDS[kind].key }),
        cannot: words.refusal("wrongState"),
      })),
    ...suggestions.map((suggestion, i) => ({
      ...{ id: `case.suggestion${i + 1}`, group: "case" as const, key: String(i + 1) },
      title: words.text("command.dispatchTo", { department: words.name(suggestion) }),
      titles: bothTitles("command.dispatchTo", { department: words.name(suggestion) }),
      run: () => acts.takeSuggestion(i),
    })),
    page("next", acts.next),
    page("previous", acts.previous),
    page("claim", acts.claim, may("claim") ? {} : { cannot: words.refusal("notAllowed") }),
    page("more", () => document.getElementById(BAR_ID)?.querySelector<HTMLElement>("button")?.focus()),
  ]);
}
