/** Sends one command for many cases, takes them back together, and follows what comes of each. */
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { QueueLine } from "../../../shared/seat.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { useAct, useView } from "../../link/react.ts";
import type { CaseCommand } from "../casework/commands.ts";
import { UNDO_MS, useSeat } from "../shell/desk.ts";
import { resultOf, type BatchItem, type BatchResult } from "./batch.ts";

/** Requests that are given to the host at once: it takes eight of a window (P8, P9). Then it is waited for them to be safe. */
const AT_ONCE = 6;

/** A batch under way or over. */
export interface Batch {
  readonly command: CaseCommand;
  /** How many cases it is about; those not yet given away have no item. */
  readonly of: number;
  readonly items: readonly BatchItem[];
  /** Monotonic ms until which the last of them can be taken back. */
  readonly until: number;
}

export interface BatchState {
  readonly batch: Batch | null;
  readonly results: readonly (BatchItem & BatchResult)[];
  /** Whole seconds in which it can still be taken back; 0 when it cannot. */
  readonly left: number;
  send(command: CaseCommand, lines: readonly QueueLine[]): void;
  takeBack(): void;
  /** Puts its results away. */
  close(): void;
}

export function useBatch(): BatchState {
  const seat = useSeat();
  const act = useAct();
  const { clock } = useContext(ClockContext);
  const live = useContext(FreshnessContext).state === "live";
  const [batch, setBatch] = useState<Batch | null>(null);
  const entries = useView({ view: "outbox" }).value?.entries;
  /** Rises when what is being sent must stop. */
  const run = useRef(0);
  useEffect(() => () => void run.current++, []);
  const change = useCallback((id: string, part: Partial<BatchItem>) => {
    setBatch((now) =>
      now === null ? null : { ...now, items: now.items.map((item) => (item.id === id ? { ...item, ...part } : item)) },
    );
  }, []);

  const send = useCallback(
    async (command: CaseCommand, lines: readonly QueueLine[]) => {
      const mine = ++run.current;
      setBatch({ command, of: lines.length, items: [], until: clock() + UNDO_MS });
      for (let i = 0; i < lines.length && run.current === mine; i += AT_ONCE) {
        const asked = lines.slice(i, i + AT_ONCE).map(({ uid, caseNo }) => {
          const { id, answer } = seat.ask({ ask: "case", uid, command }, UNDO_MS);
          return { item: { uid, caseNo, id, answer: null, back: null }, answer };
        });
        setBatch((now) =>
          now === null
            ? null
            : { ...now, items: [...now.items, ...asked.map(({ item }) => item)], until: clock() + UNDO_MS },
        );
        await Promise.all(
          asked.map(async ({ item, answer }) => {
            change(item.id, { answer: await answer });
          }),
        );
      }
    },
    [seat, clock, change],
  );

  const takeBack = useCallback(async () => {
    run.current++;
    const items = batch?.items ?? [];
    for (let i = 0; i < items.length; i += AT_ONCE) {
      await Promise.all(
        items.slice(i, i + AT_ONCE).map(async ({ id }) => {
          const { did } = await act({ do: "discard", id });
          change(id, { back: did === "discarded" ? "taken" : "late" });
        }),
      );
    }
  }, [act, batch, change]);

  const left = useBeat(() => (batch === null ? 0 : Math.max(0, Math.ceil((batch.until - clock()) / 1_000))));
  const results = useMemo(() => {
    const byId = new Map((entries ?? []).map((entry) => [entry.message.id, entry]));
    return (batch?.items ?? []).map((item) => ({ ...item, ...resultOf(item, byId.get(item.id), left > 0, live) }));
  }, [batch, entries, left, live]);
  return {
    batch,
    results,
    left: results.some(({ back }) => back !== null) ? 0 : left,
    send: (command, lines) => void send(command, lines),
    takeBack: () => void takeBack(),
    close: () => setBatch(null),
  };
}
