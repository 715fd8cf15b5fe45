/**
 * From a key to an act. Keys go by the one table of acts (acts.ts); where one is typing, letters are text. Rule Z86.
 */
import { useEffect } from "react";
import { strokeOf, type Acts, type SeatAct } from "./acts.ts";

/** Where letters are text. */
const TYPED =
  'textarea, select, [contenteditable="true"], input:not([type=checkbox], [type=radio], [type=range], [type=button])';
/** What Enter and the space bar mean something for by themselves. */
const PRESSED = 'button, a[href], summary, input, [role="button"], [role="tab"], [role="menuitem"], [role="option"]';
/** Of a list that is open, or of tabs: arrows move there. */
const STEERED = '[role="tablist"], [role="menu"], [role="listbox"], [role="radiogroup"], [role="slider"], input';

/** What a key finds on its way. */
export interface KeyPlace {
  /** One is typing there. */
  readonly typing: boolean;
  /** Enter and space already press something there. */
  readonly pressing: boolean;
  /** Arrows already move something there. */
  readonly steering: boolean;
  /** A dialog is open, so what lies beneath must not change unseen. */
  readonly dialog: boolean;
}

/** The act a key asks for; null when the key belongs to the field, the button or the browser. */
export function actFor(stroke: string, acts: readonly SeatAct[], place: KeyPlace): SeatAct | null {
  const chord = /^(?:Control|Alt)\+/.test(stroke);
  if (place.typing && !chord && stroke !== "Escape") return null;
  if (place.pressing && (stroke === "Enter" || stroke === " ")) return null;
  if (place.steering && /^(?:Shift\+)?(?:Arrow|Home|End|Page)/.test(stroke)) return null;
  const found = acts.find((act) => act.key === stroke && (!place.dialog || act.overDialog === true));
  return found === undefined || found.cannot !== undefined ? null : found;
}

function placeOf(target: EventTarget | null, page: Document): KeyPlace {
  const at = target instanceof Element ? target : null;
  const within = (selector: string) => at?.closest(selector) != null;
  const dialog = [...page.querySelectorAll('[aria-modal="true"]')].some((each) => each.getClientRects().length > 0);
  return { typing: within(TYPED), pressing: within(PRESSED), steering: within(STEERED), dialog };
}

/** Listens for keys as long as the component is there; `held` lets none through. */
export function useActKeys(acts: Acts, held: boolean): void {
  useEffect(() => {
    if (held) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Process") return;
      const act = actFor(strokeOf(event), acts.all(), placeOf(event.target, document));
      if (act === null) return;
      event.preventDefault();
      act.run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [acts, held]);
}

/** A stroke as it is shown: "Ctrl+K", "Alt+1", "↓". */
export function strokeText(stroke: string): string {
  const NAMES: Readonly<Record<string, string>> = {
    Control: "Ctrl",
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
    Escape: "Esc",
    " ": "Space",
  };
  const parts = stroke === "+" ? ["+"] : stroke.split("+");
  return parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join("+");
}
