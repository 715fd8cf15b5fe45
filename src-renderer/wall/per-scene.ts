/** Choices that belong to a scene: it comes back as somebody left it, and begins as its panels ask for. */
import { useCallback, useState } from "react";

/** Like `useState`, apart for each scene; `first` is what a scene begins with. */
export function usePerScene<T>(scene: string, first: T): readonly [T, (next: T | ((now: T) => T)) => void] {
  const [kept, keep] = useState<Readonly<Record<string, T>>>({});
  const value = kept[scene] ?? first;
  const set = useCallback(
    (next: T | ((now: T) => T)) =>
      keep((now) => ({
        ...now,
        [scene]: typeof next === "function" ? (next as (now: T) => T)(now[scene] ?? first) : next,
      })),
    [scene, first],
  );
  return [value, set];
}
