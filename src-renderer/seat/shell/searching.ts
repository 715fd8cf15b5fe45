/**
 * Searching the city while one types: what was found last stays until the next answer is there, and Enter means what was
 * typed, however fast it came.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z38 Enter in a field that searches takes what was found for all that was typed: pressed before the answer it takes the
 *   first when it comes. It never takes what was found for a part of it unless the arrows led there, and never sends the form.
 */
import { useDeferredValue, useEffect, useRef, type KeyboardEvent } from "react";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Found } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";

/** The longest text that is asked for. */
const MOST_LETTERS = 100;
/** What is asked for while nothing is typed: found nowhere. */
const NOWHERE = "—";

export interface Searched {
  readonly found: readonly Found[];
  /** It was found for all that was typed; otherwise the answer is on its way. */
  readonly current: boolean;
}

/** What the view says about the text that was asked for. */
interface Answer {
  readonly value: { readonly found: readonly Found[] } | null;
  readonly trouble: Trouble | null;
}

const UNANSWERED: Answer = { value: null, trouble: null };
const NOTHING: Searched = { found: [], current: true };

/** What is shown for a text: its answer, or what was found `last` while there is none. Nothing for no text. */
export function searchedFor(text: string, answer: Answer, last: readonly Found[]): Searched {
  if (text === "") return NOTHING;
  if (answer.value !== null) return { found: answer.value.found, current: true };
  return answer.trouble === null ? { found: last, current: false } : NOTHING;
}

/** What a key means in a field that searches. */
type SearchKey =
  /** What the list itself does with it. */
  | "list"
  /** Enter before the answer: the first when it comes. */
  | "await"
  /** Nothing: what is in the list was found for less than was typed. */
  | "none";

/** @param steered the arrows led to something of the list since the last letter */
export function searchKeyOf(key: string, { found, current }: Searched, steered: boolean): SearchKey {
  if (key !== "Enter" && key !== "Tab") return "list";
  if (current || (steered && found.length > 0)) return "list";
  return key === "Enter" ? "await" : "none";
}

/** What is found for what is typed into a field. */
export function useSearched(typed: string, limit: number): Searched {
  const text = typed.trim().slice(0, MOST_LETTERS);
  const asked = useDeferredValue(text);
  const { value, trouble } = useView({ view: "search", text: asked === "" ? NOWHERE : asked, limit });
  const last = useRef<readonly Found[]>([]);
  const answer = asked === text ? { value, trouble } : UNANSWERED;
  const searched = searchedFor(text, answer, last.current);
  useEffect(() => {
    last.current = searched.found;
  });
  return searched;
}

/**
 * Hears the keys of a field that searches before its list does.
 * @param chooseFirst takes the first of what was found; nothing where nothing was
 */
export function useSearchKeys(
  typed: string,
  searched: Searched,
  chooseFirst: () => void,
): { readonly onKeyDownCapture: (event: KeyboardEvent) => void } {
  /** The text for which Enter was pressed before its answer. */
  const awaited = useRef<string | null>(null);
  const steered = useRef(false);
  const choose = useRef(chooseFirst);
  useEffect(() => {
    choose.current = chooseFirst;
  });
  useEffect(() => {
    steered.current = false;
  }, [typed]);
  const { current } = searched;
  useEffect(() => {
    const forThis = awaited.current === typed;
    if (!forThis || current) awaited.current = null;
    if (forThis && current) choose.current();
  }, [typed, current]);
  return {
    onKeyDownCapture(event) {
      const { key } = event;
      if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "ArrowDown" || key === "ArrowUp") steered.current = true;
      // A field of a form would send all of it.
      if (key === "Enter") event.preventDefault();
      const means = searchKeyOf(key, searched, steered.current);
      if (means === "list") return;
      event.stopPropagation();
      if (means === "await") awaited.current = typed;
    },
  };
}
