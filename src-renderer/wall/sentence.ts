/** What the wall looks at and since when: one sentence for each scene, with the one before it. */
import { useCallback, useMemo, useState } from "react";
import { FIRST_ONLY, sameOnly } from "../../shared/only.ts";
import type { Scene } from "../../shared/scene.ts";
import type { Only, PeriodChoice } from "../../shared/view.ts";
import { usePerScene } from "./per-scene.ts";

export interface Sentence {
  readonly only: Only;
  readonly period: PeriodChoice;
}

/** The sentence said now and those before it, the newest last. */
export interface Said {
  readonly now: Sentence;
  readonly before: readonly Sentence[];
}

/** Steps back that are remembered. */
const LONGEST = 20;

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

/** Whether a scene says what it opens with; one that does not comes back as it was left. */
const declares = ({ filter, time }: SceneSays) => filter !== undefined || time !== undefined;

type SceneSays = Pick<Scene, "filter" | "time">;

/** What a scene opens with: its filter, and the time its figures are of; "live" is today. */
function firstSentence({ filter, time = "auto" }: SceneSays): Sentence {
  return {
    only: filter === undefined ? FIRST_ONLY : { ...FIRST_ONLY, ...withoutUndefined(filter) },
    period: time === "live" ? "day" : time,
  };
}

export const firstSaid = (scene: SceneSays): Said => ({ now: firstSentence(scene), before: [] });

/** Parts that are left out are not there. */
const withoutUndefined = (filter: NonNullable<Scene["filter"]>): Only =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));

/** Null for a scene that nobody has said anything in since it was opened. */
type Kept = Said | null;

export function useSentence(scene: Scene): SentenceState {
  const [kept, setKept] = usePerScene<Kept>(scene.scene, null);
  const [opened, open] = useState(scene.scene);
  if (opened !== scene.scene) {
    open(scene.scene);
    if (declares(scene)) setKept(null);
  }
  const { filter, time } = scene;
  const first = useMemo(() => firstSaid({ filter, time }), [filter, time]);
  const said = kept ?? first;
  const setSaid = useCallback((next: (said: Said) => Said) => setKept((now) => next(now ?? first)), [setKept, first]);
  const { only, period } = said.now;
  const live = time === "live";
  const setOnly = useCallback((next: Only) => setSaid((now) => say(now, { ...now.now, only: next })), [setSaid]);
  const setPeriod = useCallback(
    (next: PeriodChoice) => {
      if (!live) setSaid((now) => say(now, { ...now.now, period: next }));
    },
    [setSaid, live],
  );
  const canUndo = said.before.length > 0;
  const canClear = !same(said.now, first.now);
  return useMemo(
    () => ({
      only,
      period,
      setOnly,
      setPeriod,
      undo: canUndo ? () => setSaid(sayBefore) : null,
      clear: canClear ? () => setSaid((now) => say(now, first.now)) : null,
    }),
    [only, period, setOnly, setPeriod, setSaid, canUndo, canClear, first],
  );
}
