/**
 * 参观: a veil over the link. Whatever a window draws comes through it, so that one switch masks all panels, lists, cards and
 * labels, those too that nobody has thought of (rule X52). The views stay open; only what they hold is masked.
 */
import { useState } from "react";
import { maskValue } from "../../../shared/direction/mask-value.ts";
import type { Link, ViewValue } from "../../link/connection.ts";
import type { Source } from "../../link/store.ts";
import type { WindowPlace } from "./place.ts";

export interface Veil {
  /** The link to give to everything that draws. */
  readonly link: Link;
  /** Tells everybody who looks, at once. */
  set(on: boolean): void;
}

/** Answers that say nothing of people, and that masking would only cost time. */
const OPEN_VIEWS: ReadonlySet<string> = new Set([
  "features",
  "grids",
  "areas",
  "classes",
  "places",
  "walls",
  "ruleFiles",
]);

/** @param on whether it is drawn from the first moment: a window that is opened during a visit must not show names before it knows */
export function veilOver(link: Link, on: boolean): Veil {
  let drawn = on;
  const lookers = new Set<() => void>();
  const veiled = new WeakMap<object, Source<ViewValue<unknown>>>();

  function over<T>(source: Source<ViewValue<T>>): Source<ViewValue<T>> {
    const known = veiled.get(source) as Source<ViewValue<T>> | undefined;
    if (known !== undefined) return known;
    // One masked value for each value, the same at every look.
    let [from, masked]: [ViewValue<T> | null, ViewValue<T> | null] = [null, null];
    const made: Source<ViewValue<T>> = {
      get() {
        const value = source.get();
        if (!drawn) return value;
        if (from !== value || masked === null) {
          from = value;
          masked = value.value === null ? value : { ...value, value: maskValue(value.value) };
        }
        return masked;
      },
      subscribe(listener) {
        lookers.add(listener);
        const unsubscribe = source.subscribe(listener);
        return () => {
          lookers.delete(listener);
          unsubscribe();
        };
      },
    };
    veiled.set(source, made as Source<ViewValue<unknown>>);
    return made;
  }

  return {
    link: {
      ...link,
      whole: (question) => {
        const source = link.whole(question);
        return OPEN_VIEWS.has(question.view) ? source : over(source);
      },
      keyed: (question) => over(link.keyed(question)),
    },
    set(next) {
      if (next === drawn) return;
      drawn = next;
      for (const listener of [...lookers]) listener();
    },
  };
}

const noteOf = ({ wall, display }: WindowPlace) => `citywall.visit.${wall ?? ""}.${display}`;

/** One veil for the life of a window, down from its first draw where the last thing that it knew was a visit. */
export function useVeil(link: Link, place: WindowPlace): Veil {
  const [veil] = useState(() => {
    const note = noteOf(place);
    const made = veilOver(link, localStorage.getItem(note) === "1");
    return {
      ...made,
      set(on: boolean) {
        made.set(on);
        if (on) localStorage.setItem(note, "1");
        else localStorage.removeItem(note);
      },
    };
  });
  return veil;
}
