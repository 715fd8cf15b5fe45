/** The keys of a briefing, as data. */
import type { Act } from "./shown.ts";

export type Key =
  | Act
  | { readonly do: "pen" }
  | { readonly do: "escape" }
  /** Opens the speaker's screen in a window of its own. */
  | { readonly do: "speaker" }
  /** Gathered until Enter. */
  | { readonly do: "digit"; readonly digit: string };

/** What has the focus, by what it does with keys itself. */
export type Focus = "nothing" | "button" | "range" | "text";

export function focusOf(element: Element | null): Focus {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return "text";
  if (element instanceof HTMLInputElement) return element.type === "range" ? "range" : "text";
  return element instanceof HTMLButtonElement ? "button" : "nothing";
}

/** More digits are no step. */
const MOST_DIGITS = 2;

/**
 * What a key does; null when it is not one of the briefing's, or belongs to what has the focus.
 * @param digits typed so far
 */
export function keyOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  focus: Focus,
  digits: string,
): Key | null {
  if (event.ctrlKey || event.metaKey || event.altKey || focus === "text") return null;
  const { key } = event;
  if (/^[0-9]$/.test(key)) return digits.length < MOST_DIGITS ? { do: "digit", digit: key } : null;
  switch (key) {
    case "Enter":
      return digits === "" ? null : { do: "to", step: Number(digits) - 1 };
    case "Escape":
      return { do: "escape" };
    case "b":
    case "B":
    case ".":
      return { do: "black" };
    case "p":
    case "P":
      return { do: "pen" };
    case "s":
    case "S":
      return { do: "speaker" };
    default:
      return focus === "range" ? null : stepKey(key, focus);
  }
}

/** A slide under the hand moves by these keys itself. */
function stepKey(key: string, focus: Focus): Act | null {
  switch (key) {
    case "ArrowRight":
    case "PageDown":
      return { do: "by", steps: 1 };
    case "ArrowLeft":
    case "PageUp":
      return { do: "by", steps: -1 };
    case " ":
      return focus === "button" ? null : { do: "by", steps: 1 };
    case "Home":
      return { do: "to", step: 0 };
    case "End":
      return { do: "last" };
    default:
      return null;
  }
}
