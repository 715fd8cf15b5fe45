/** Requests to the hub's desk that wait for their answers. */
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { WindowMessage } from "../../shared/wire/port.ts";

/** How long a request may wait for its answer, ms; a freeze reads every case of its period anew. */
export const ASK_PATIENCE_MS = 15_000;
const FREEZE_PATIENCE_MS = 620_000;
export const HUB_AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
/** It was asked, and nobody knows what became of it. */
const DESK_SILENT: DeskAnswer = { answer: "trouble", trouble: { code: "deskSilent", params: {} } };

export interface Asks {
  /** Asks now; answers trouble `deskSilent` when nobody answered in `ASK_PATIENCE_MS`. */
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
        const patience = message.request.ask === "freeze" ? FREEZE_PATIENCE_MS : ASK_PATIENCE_MS;
        const cancel = later(() => waiting.get(ask)?.answer(DESK_SILENT), patience);
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
      for (const { answer } of [...waiting.values()]) answer(DESK_SILENT);
    },
  };
}
