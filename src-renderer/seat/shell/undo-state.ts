/** The commands of this window that can be taken back, or were just given. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { useAct } from "../../link/react.ts";
import { UNDO_MS, type Asked } from "./desk.ts";
import { newestHeld, type UndoBar } from "./undo.ts";

export interface Undo {
  readonly bars: readonly UndoBar[];
  ask(request: DeskRequest, what: string): Asked;
  /** Takes a command back; without an id the newest that still can be. */
  takeBack(id?: string): void;
  /** Puts a bar away: it has been read. */
  putAway(id: string): void;
}

/** More bars than these would hide the work; the oldest go first. */
const MOST = 5;

export function useUndo(give: (request: DeskRequest, holdMs?: number) => Asked, clock: () => number): Undo {
  const act = useAct();
  const [bars, setBars] = useState<readonly UndoBar[]>([]);
  const latest = useRef(bars);
  latest.current = bars;
  const change = useCallback((id: string, part: Partial<UndoBar>) => {
    setBars((now) => now.map((bar) => (bar.id === id ? { ...bar, ...part } : bar)));
  }, []);
  const ask = useCallback(
    (request: DeskRequest, what: string): Asked => {
      const asked = give(request, UNDO_MS);
      const from = clock();
      const bar = {
        id: asked.id,
        what,
        from,
        until: from + UNDO_MS,
        back: null,
        backAt: 0,
        answer: null,
        answeredAt: 0,
      };
      setBars((now) => [...now, bar].slice(-MOST));
      void asked.answer.then((answer) => change(asked.id, { answer, answeredAt: clock() }));
      return asked;
    },
    [give, clock, change],
  );
  const takeBack = useCallback(
    (id?: string) => {
      const bar =
        id === undefined ? newestHeld(latest.current, clock()) : latest.current.find((each) => each.id === id);
      if (bar === undefined || bar === null || bar.back !== null) return;
      change(bar.id, { back: "asked", backAt: clock() });
      void act({ do: "discard", id: bar.id }).then(({ did }) =>
        change(bar.id, { back: did === "discarded" ? "taken" : "late", backAt: clock() }),
      );
    },
    [act, clock, change],
  );
  const putAway = useCallback((id: string) => setBars((now) => now.filter((bar) => bar.id !== id)), []);
  return useMemo(() => ({ bars, ask, takeBack, putAway }), [bars, ask, takeBack, putAway]);
}
