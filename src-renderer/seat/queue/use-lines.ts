/** The lines of the rows that are seen, asked for as they come into view; those scrolled over are remembered meanwhile. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { QueueLine } from "../../../shared/seat.ts";
import { useView } from "../../link/react.ts";
import { blocksAround, KnownLines } from "./line-blocks.ts";

/** While one scrolls on, lines are asked for so often at most, ms. */
const PAUSE_MS = 90;

interface Lines {
  /** The line of a case that is in view or was; undefined while it is on its way. Another function once lines came. */
  readonly lineOf: (uid: number) => QueueLine | undefined;
  /** Tells which rows are seen now: their lines are asked for, at once where none were for a moment, else after it. */
  readonly see: (first: number, last: number) => void;
}

export function useLines(uids: Uint32Array): Lines {
  const [known] = useState(() => new KnownLines<QueueLine>());
  const [[from, to], settle] = useState(() => blocksAround(0, 0, uids.length));
  const wanted = useMemo(() => Array.from(uids.subarray(from, to)), [uids, from, to]);
  const { value } = useView(useMemo(() => ({ view: "queueLines" as const, uids: wanted }), [wanted]));
  const lineOf = useMemo(() => {
    if (value !== null) known.take(value);
    return (uid: number) => known.get(uid);
  }, [known, value]);

  const seen = useRef({ range: [from, to] as readonly [number, number], at: Number.NEGATIVE_INFINITY, timer: 0 });
  useEffect(() => {
    const { current } = seen;
    return () => clearTimeout(current.timer);
  }, []);
  const see = useCallback(
    (first: number, last: number) => {
      const { current } = seen;
      const next = blocksAround(first, last, uids.length);
      if (current.range[0] === next[0] && current.range[1] === next[1]) return;
      current.range = next;
      if (current.timer !== 0) return;
      current.timer = window.setTimeout(
        () => {
          current.timer = 0;
          current.at = performance.now();
          settle(current.range);
        },
        Math.max(0, current.at + PAUSE_MS - performance.now()),
      );
    },
    [uids],
  );
  return { lineOf, see };
}
