/** The lines of the rows that are seen, asked for as they come into view; those scrolled over are remembered meanwhile. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { QueueLine } from "../../../shared/seat.ts";
import { useView } from "../../link/react.ts";
import { blocksAround, KnownLines } from "./line-blocks.ts";

/** While one scrolls on, lines are asked for so often at most, ms. */
const PAUSE_MS = 90;

/** Gives the line of a case that is in view or was; undefined while it is on its way. */
export function useLines(uids: Uint32Array, first: number, last: number): (uid: number) => QueueLine | undefined {
  const [known] = useState(() => new KnownLines<QueueLine>());
  const [from, to] = useSettled(blocksAround(first, last, uids.length));
  const wanted = useMemo(() => Array.from(uids.subarray(from, to)), [uids, from, to]);
  const { value } = useView({ view: "queueLines", uids: wanted });
  const taken = useRef<typeof value>(null);
  if (value !== null && taken.current !== value) {
    taken.current = value;
    known.take(value);
  }
  return (uid) => known.get(uid);
}

/** The range, at once where none changed for a moment, else after the pause. */
function useSettled([from, to]: readonly [number, number]): readonly [number, number] {
  const [settled, settle] = useState<readonly [number, number]>([from, to]);
  const at = useRef(Number.NEGATIVE_INFINITY);
  const [now, then] = settled;
  useEffect(() => {
    if (now === from && then === to) return;
    const wait = Math.max(0, at.current + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      at.current = performance.now();
      settle([from, to]);
    }, wait);
    return () => clearTimeout(timer);
  }, [from, to, now, then]);
  return settled;
}
