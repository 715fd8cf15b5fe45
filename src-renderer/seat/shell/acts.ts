/**
 * What can be done right now, each with its words and its key: the one table that keys, palette and help card go by. A page
 * registers its acts while it is shown; of two acts with one key the one registered last counts.
 */
import { createContext, useContext, useLayoutEffect, useRef } from "react";

/** The groups in which the palette and the card of keys show acts. */
export const ACT_GROUPS = ["go", "case", "list", "alarm", "window"] as const;
export type ActGroup = (typeof ACT_GROUPS)[number];

export interface SeatAct {
  /** Stable name, e.g. "case.dispatch"; the same act registered by several pages has the same. */
  readonly id: string;
  readonly group: ActGroup;
  /** In the language of the window. */
  readonly title: string;
  /** In both languages, for the palette: it finds either, and Chinese by pinyin and initials. */
  readonly titles: { readonly "zh-CN": string; readonly en: string };
  /** As `KeyboardEvent.key` with modifiers before it: "j", "Shift+D", "Control+k", "1"; left out for none. */
  readonly key?: string;
  /** It does nothing now, and why: shown greyed in the palette. */
  readonly cannot?: string;
  /** Its key works while a dialog is open too; all others rest then. */
  readonly overDialog?: boolean;
  run(): void;
}

export interface Acts {
  /**
   * Registers acts; the function given back takes them away.
   * @param ground those of the window, which stand behind those of every page, whenever they were registered
   */
  add(acts: readonly SeatAct[], ground?: boolean): () => void;
  /** Those of now, the ones registered last first. One whose key another has before it is there without its key. */
  all(): readonly SeatAct[];
  subscribe(tell: () => void): () => void;
}

export function createActs(): Acts {
  let pages: (readonly SeatAct[])[] = [];
  let grounds: (readonly SeatAct[])[] = [];
  let flat: readonly SeatAct[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    const seen = new Set<string>();
    const keys = new Set<string>();
    flat = [...pages, ...grounds]
      .flat()
      .filter(({ id }) => !seen.has(id) && seen.add(id))
      .map((act) => {
        if (act.key === undefined) return act;
        if (!keys.has(act.key)) {
          keys.add(act.key);
          return act;
        }
        const { key: _taken, ...keyless } = act;
        return keyless;
      });
    for (const tell of listeners) tell();
  };
  return {
    add(acts, ground = false) {
      if (ground) grounds = [acts, ...grounds];
      else pages = [acts, ...pages];
      changed();
      return () => {
        pages = pages.filter((each) => each !== acts);
        grounds = grounds.filter((each) => each !== acts);
        changed();
      };
    },
    all: () => flat,
    subscribe(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

export const ActsContext = createContext<Acts | null>(null);

/**
 * Registers acts for as long as the component is there, before what it draws is seen: a key that is shown counts. Their `run`
 * is always the newest.
 * @param ground as in `Acts.add`
 */
export function useSeatActs(acts: readonly SeatAct[], ground = false): void {
  const registry = useContext(ActsContext);
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const key = acts
    .map(({ id, key: stroke = "", title, cannot = "" }) => `${id}\n${stroke}\n${title}\n${cannot}`)
    .join("\n\n");
  useLayoutEffect(() => {
    const stable = latest.current.map((act) => ({
      ...act,
      run: () => latest.current.find(({ id }) => id === act.id)?.run(),
    }));
    return registry?.add(stable, ground);
  }, [registry, key, ground]);
}

/** Signs that a Chinese keyboard types wide. */
const WIDE: Readonly<Record<string, string>> = { "？": "?", "、": "/", "，": ",", "。": ".", "；": ";" };

/** The key that an event means, as acts name it. */
export function strokeOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const typed = WIDE[event.key] ?? event.key;
  const plain = typed.length === 1 ? typed.toLowerCase() : typed;
  const letter = /^[a-z]$/.test(plain);
  return [
    event.ctrlKey || event.metaKey ? "Control+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey && (letter || typed.length > 1) ? "Shift+" : "",
    event.shiftKey && letter ? plain.toUpperCase() : plain,
  ].join("");
}
