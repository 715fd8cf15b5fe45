/** Requests to the hub's desk that wait for their answers. */
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { WindowMessage } from "../../shared/wire/port.ts";

/** How long a request may wait for its answer, ms. */
export const ASK_PATIENCE_MS = 15_000;
export const HUB_AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };

export interface Asks {
  /** Asks now; answers `HUB_AWAY` when nobody answered in `ASK_PATIENCE_MS`. */
  ask(message: DeskMessage): Promise<DeskAnswer>;
  answered(ask: number, answer: DeskAnswer): void;
  /** Says everything again that still waits: its answer was lost with the wire, and an id has no second effect. */
  again(): void;
  close(): void;
}

export function createAsks(
  say: (message: WindowMessage) => void,
  later: (run: () => void, ms: number) => () => void,
): Asks {
  const waiting = new Map<number, { readonly message: DeskMessage; readonly answer: (given: DeskAnswer) => void }>();
  let next = 1;
  return {
    ask(message) {
      const ask = next++;
      return new Promise((resolve) => {
        const cancel = later(() => waiting.get(ask)?.answer(HUB_AWAY), ASK_PATIENCE_MS);
        const answer = (given: DeskAnswer) => {
          waiting.delete(ask);
          cancel();
          resolve(given);
        };
        waiting.set(ask, { message, answer });
        say({ say: "ask", ask, message });
      });
    },
    answered: (ask, given) => waiting.get(ask)?.answer(given),
    again() {
      for (const [ask, { message }] of waiting) say({ say: "ask", ask, message });
    },
    close() {
      for (const { answer } of [...waiting.values()]) answer(HUB_AWAY);
    },
  };
}
