/** The size of an element, followed through every change. */
import { useCallback, useRef, useState } from "react";

export interface Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The size and the ref that says whose. */
export function useSize(): readonly [Size, (element: HTMLElement | null) => void] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (element === null) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize((now) => (now.width === width && now.height === height ? now : { width, height }));
    });
    observer.current.observe(element);
  }, []);
  return [size, ref];
}
