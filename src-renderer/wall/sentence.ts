/** What the wall looks at and since when: one sentence for each scene, with the one before it. */
import { useCallback, useMemo } from "react";
import { FIRST_ONLY, sameOnly } from "../../shared/only.ts";
import type { Only, PeriodChoice } from "../../shared/view.ts";
import { usePerScene } from "./per-scene.ts";

export interface Sentence {
  readonly only: Only;
  readonly period: PeriodChoice;
}

export const FIRST_SENTENCE: Sentence = { only: FIRST_ONLY, period: "auto" };

/** The sentence said now and those before it, the newest last. */
export interface Said {
  readonly now: Sentence;
  readonly before: readonly Sentence[];
}

/** Steps back that are remembered. */
const LONGEST = 20;

export const FIRST_SAID: Said = { now: FIRST_SENTENCE, before: [] };

const same = (a: Sentence, b: Sentence) => a.period === b.period && sameOnly(a.only, b.only);

/** Says another sentence; the same one again is no step. */
export function say(said: Said, next: Sentence): Said {
  if (same(said.now, next)) return said;
  return { now: next, before: [...said.before, said.now].slice(-LONGEST) };
}

/** The last sentence back; what was never left stays. */
export function sayBefore(said: Said): Said {
  const last = said.before.at(-1);
  return last === undefined ? said : { now: last, before: said.before.slice(0, -1) };
}

export interface SentenceState extends Sentence {
  readonly setOnly: (only: Only) => void;
  readonly setPeriod: (period: PeriodChoice) => void;
  /** Null when there is nothing to take back, or nothing to clear. */
  readonly undo: (() => void) | null;
  readonly clear: (() => void) | null;
}

export function useSentence(scene: string): SentenceState {
  const [said, setSaid] = usePerScene(scene, FIRST_SAID);
  const { only, period } = said.now;
  const setOnly = useCallback((next: Only) => setSaid((now) => say(now, { ...now.now, only: next })), [setSaid]);
  const setPeriod = useCallback(
    (next: PeriodChoice) => setSaid((now) => say(now, { ...now.now, period: next })),
    [setSaid],
  );
  const canUndo = said.before.length > 0;
  const canClear = !same(said.now, FIRST_SENTENCE);
  return useMemo(
    () => ({
      only,
      period,
      setOnly,
      setPeriod,
      undo: canUndo ? () => setSaid(sayBefore) : null,
      clear: canClear ? () => setSaid((now) => say(now, FIRST_SENTENCE)) : null,
    }),
    [only, period, setOnly, setPeriod, setSaid, canUndo, canClear],
  );
}
