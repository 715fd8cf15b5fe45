/** Whoever has asked and waits for the hub's own answer. Patience over, they hear that the request is kept. */
import type { DeskAnswer } from "../../../shared/wire/desk.ts";

export const QUEUED: DeskAnswer = { answer: "queued" };

export interface Waiters {
  wait(id: string): Promise<DeskAnswer>;
  any(id: string): boolean;
  /** Answers all that wait for this request. */
  give(id: string, answer: DeskAnswer): void;
  close(): void;
}

/** @param patienceMs real ms */
export function openWaiters(patienceMs: number): Waiters {
  const waiting = new Map<string, Set<(answer: DeskAnswer) => void>>();

  function give(id: string, answer: DeskAnswer): void {
    for (const each of waiting.get(id) ?? []) each(answer);
  }

  return {
    wait: (id) =>
      new Promise((resolve) => {
        const of = waiting.get(id) ?? new Set();
        waiting.set(id, of);
        const hear = (answer: DeskAnswer) => {
          clearTimeout(timer);
          of.delete(hear);
          if (of.size === 0) waiting.delete(id);
          resolve(answer);
        };
        const timer = setTimeout(() => hear(QUEUED), patienceMs);
        of.add(hear);
      }),
    any: (id) => waiting.has(id),
    give,
    close() {
      for (const id of [...waiting.keys()]) give(id, QUEUED);
    },
  };
}
