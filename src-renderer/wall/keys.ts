/** The wall's keys, as data: the help card lists exactly what the handler does. */
import { useEffect, useRef } from "react";
import type { WallKey } from "../kit/text.ts";
import type { PeriodChoice } from "../../shared/view.ts";

export type Action =
  | { readonly do: "period"; readonly period: PeriodChoice }
  | { readonly do: "scene"; readonly scene: string }
  | { readonly do: "beside"; readonly steps: 1 | -1 }
  | { readonly do: Plain };

type Plain =
  | "shade"
  | "spots"
  | "home"
  | "fullscreen"
  | "language"
  | "sync"
  | "ops"
  | "take"
  | "help"
  | "escape"
  | "search"
  | "filter"
  | "layers"
  | "undo"
  | "clear"
  | "replay"
  | "unlocated"
  | "follow"
  | "tour"
  | "card"
  | "hold"
  | "restore"
  | "testCard";

export const PERIOD_KEYS: readonly PeriodChoice[] = ["day", "week", "month", "year", "all"];

/** What a key press asks for; null when it is not ours. Keys with a modifier belong to the browser. */
export function actionOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): Action | null {
  // Brackets are typed with AltGr on many keyboards, which reads as both.
  const altGr = event.ctrlKey && event.altKey && "[]".includes(event.key);
  if (!altGr && (event.ctrlKey || event.metaKey || event.altKey)) return null;
  const period = PERIOD_KEYS[Number(event.key) - 1];
  if (period !== undefined) return { do: "period", period };
  switch (event.key) {
    case "f":
    case "F":
      return { do: "fullscreen" };
    case "l":
    case "L":
      return { do: "language" };
    case "g":
    case "G":
      return { do: "shade" };
    case "r":
    case "R":
      return { do: "spots" };
    case "y":
    case "Y":
      return { do: "sync" };
    case "o":
    case "O":
      return { do: "ops" };
    case "x":
    case "X":
      return { do: "take" };
    case "/":
    case "、":
      return { do: "search" };
    case "s":
    case "S":
      return { do: "filter" };
    case "z":
    case "Z":
      return { do: "undo" };
    case "c":
    case "C":
      return { do: "clear" };
    case "m":
    case "M":
      return { do: "layers" };
    case "b":
    case "B":
      return { do: "replay" };
    case "u":
    case "U":
      return { do: "unlocated" };
    case "t":
    case "T":
      return { do: "follow" };
    case "p":
    case "P":
      return { do: "tour" };
    case "i":
    case "I":
      return { do: "card" };
    case "h":
    case "H":
      return { do: "hold" };
    case "k":
    case "K":
      return { do: "testCard" };
    case "Backspace":
      return { do: "restore" };
    case "[":
    case "【":
      return { do: "beside", steps: -1 };
    case "]":
    case "】":
      return { do: "beside", steps: 1 };
    case "0":
    case "Home":
      return { do: "home" };
    case "?":
    case "？":
      return { do: "help" };
    case "Escape":
      return { do: "escape" };
    default:
      return null;
  }
}

/** Fields that letters are typed into. */
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";

/** Letters typed into a field are text and ask for nothing; Esc leaves the field. */
const isTyped = ({ key, target }: KeyboardEvent): boolean =>
  key !== "Escape" && target instanceof Element && target.closest(TYPED) !== null;

/** What the keys still do while a page covers the scene: nothing there may change unseen. */
const OVER_A_PAGE: readonly Action["do"][] = [
  "fullscreen",
  "language",
  "sync",
  "ops",
  "take",
  "help",
  "hold",
  "testCard",
  "escape",
];
export const isForPage = (action: Action): boolean => OVER_A_PAGE.includes(action.do);

/** The help card's lines. */
export const HELP: readonly { readonly keys: readonly string[]; readonly what: WallKey }[] = [
  { keys: ["[", "]"], what: "help.scene" },
  { keys: ["1", "2", "3", "4", "5"], what: "help.period" },
  { keys: ["G"], what: "help.shade" },
  { keys: ["R"], what: "help.spots" },
  { keys: ["0"], what: "help.home" },
  { keys: ["/"], what: "help.search" },
  { keys: ["S"], what: "help.filter" },
  { keys: ["C"], what: "help.clear" },
  { keys: ["Z"], what: "help.undo" },
  { keys: ["M"], what: "help.layers" },
  { keys: ["B"], what: "help.replay" },
  { keys: ["U"], what: "help.unlocated" },
  { keys: ["T"], what: "help.follow" },
  { keys: ["P"], what: "help.tour" },
  { keys: ["↑↓←→"], what: "help.tiles" },
  { keys: ["Shift+→"], what: "help.moveTile" },
  { keys: ["Enter"], what: "help.oneTile" },
  { keys: ["I"], what: "help.cameraCard" },
  { keys: ["H"], what: "help.hold" },
  { keys: ["Backspace"], what: "help.restore" },
  { keys: ["K"], what: "help.card" },
  { keys: ["Y"], what: "help.sync" },
  { keys: ["O"], what: "help.ops" },
  { keys: ["X"], what: "help.take" },
  { keys: ["F"], what: "help.fullscreen" },
  { keys: ["L"], what: "help.language" },
  { keys: ["Tab"], what: "help.tab" },
  { keys: ["PgUp", "PgDn"], what: "help.page" },
  { keys: ["Esc"], what: "help.escape" },
  { keys: ["?"], what: "help.help" },
];

export function useKeys(act: (action: Action) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyped(event)) return;
      const action = actionOf(event);
      if (action === null) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
