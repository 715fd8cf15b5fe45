/** Choices made in a panel that outlive it: a scene that comes back shows what was chosen there before. */
import { createContext, useCallback, useContext, useState } from "react";

export type Kept = Map<string, unknown>;

/** One for the life of a program. */
export const KeptContext = createContext<Kept>(new Map());

/** Like `useState`, kept under a name that is the panel's own, e.g. "ranking.order". */
export function useKept<T>(name: string, initial: T): readonly [T, (next: T) => void] {
  const kept = useContext(KeptContext);
  const [value, setValue] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : initial));
  const keep = useCallback(
    (next: T) => {
      kept.set(name, next);
      setValue(next);
    },
    [kept, name],
  );
  return [value, keep];
}
